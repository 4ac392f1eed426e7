using System.Text;
using Awl.Cli.Errors;
using Awl.Cli.SignIn;
using Awl.Cli.Terminals;

namespace Awl.Cli.Commands.Login;

/// <summary>A console login in a browser elsewhere, which shows a text to copy into this terminal.</summary>
sealed class RemoteFlow(SignInApi api, BrowserPrompt prompt, Terminal terminal, Machine machine)
{
    const string ClientId = "arn:aws:signin:::devtools/cross-device";

    public async Task<ConsoleSession> RunAsync(CancellationToken cancellationToken)
    {
        var (key, state) = (ProofKey.New(machine), RandomText.Uuid(machine));
        var redirectUri = $"{api.Url}/v1/sessions/confirmation";
        prompt.ShowPage(SameDeviceFlow.PageOf(api, ClientId, state, key, redirectUri));
        var answer = await terminal.PromptAsync("\nEnter the authorization code displayed in your browser: ", cancellationToken);
        return await api.RedeemAsync(ClientId, CodeIn(answer, state), key, redirectUri, cancellationToken);
    }

    /// <summary>The code in a text: base64 of <c>state=…&amp;code=…</c>.</summary>
    /// <exception cref="CommandFailedException">The text is another, or of another login.</exception>
    static string CodeIn(string answer, string state)
    {
        var query = Decode(answer);
        if (CallbackRequest.ParameterIn(query, "code") is not { } code || CallbackRequest.ParameterIn(query, "state") is not { } given)
            throw new CommandFailedException("Failed to retrieve an auth_code or state from the verification code");
        return RandomText.AreSame(given, state) ? code : throw new CommandFailedException(
            $"{SignInApi.Failure}: State parameter does not match expected value. The text belongs to another login: copy the one of the page above.");
    }

    static string Decode(string answer)
    {
        try { return Encoding.UTF8.GetString(Convert.FromBase64String(answer.Trim())); }
        catch (FormatException e) { throw new CommandFailedException("Failed to decode the verification code.", e); }
    }
}

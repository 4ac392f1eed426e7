using Awl.Cli.SignIn;

namespace Awl.Cli.Commands.Login;

/// <summary>A console login in the browser of this machine, which comes back here with a code.</summary>
sealed class SameDeviceFlow(SignInApi api, BrowserPrompt prompt, Machine machine)
{
    const string ClientId = "arn:aws:signin:::devtools/same-device";

    public async Task<ConsoleSession> RunAsync(CancellationToken cancellationToken)
    {
        using var server = CallbackServer.Start(machine, SignInApi.Failure);
        var (key, state) = (ProofKey.New(machine), RandomText.Uuid(machine));
        var waiting = server.WaitAsync(state, cancellationToken);
        await prompt.ShowPageAsync(PageOf(api, ClientId, state, key, server.RedirectUri), "--remote", cancellationToken);
        var callback = await waiting;
        return await callback.RedeemAsync(code => api.RedeemAsync(ClientId, code, key, server.RedirectUri, cancellationToken), "the AWS console's session", cancellationToken);
    }

    /// <summary>The page that starts a console login.</summary>
    public static string PageOf(SignInApi api, string clientId, string state, ProofKey key, string redirectUri) => AuthorizationUrl.Of($"{api.Url}/v1/authorize",
        new("response_type", "code"),
        new("client_id", clientId),
        new("state", state),
        new("code_challenge_method", "SHA-256"),
        new("scope", "openid"),
        new("redirect_uri", redirectUri),
        new("code_challenge", key.Challenge));
}

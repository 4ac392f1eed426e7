using System.Text.Json;

namespace Awl.Credentials;

/// <summary>Runs the chain to its end without doing anything: no call to AWS, no program, no question to the user, no file written.</summary>
/// <remarks>
/// What would have been done stands in the trail. In place of its outcome come empty keys, so that the next step can be told too; they sign
/// nothing. Files are read, and metadata services of this machine are asked: without that nobody knows whether they answer.
/// </remarks>
sealed class Rehearsal(CredentialsTrail trail) : ICredentialsApi
{
    const string Keys = "\"accessKeyId\":\"\",\"secretAccessKey\":\"\",\"sessionToken\":\"\"";

    /// <summary>The context in which sources only say what they would do.</summary>
    public CredentialsContext ContextOf(CredentialsContext context) => context with
    {
        Machine = new RehearsalMachine(context.Machine, trail),
        Api = this,
        KeyStore = context.KeyStore?.Rehearse(trail),
        MfaPrompt = AskAsync,
        Trail = trail,
    };

    public Task<JsonElement> CallAsync(CredentialsCall call, CancellationToken cancellationToken)
    {
        trail.Plan($"call {call.Service} {call.Operation}{About(call)}");
        return Task.FromResult(JsonElement.Parse(call.Service switch
        {
            "sso" => $$$"""{"roleCredentials":{"expiration":{{{DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()}}},{{{Keys}}}}}""",
            "sso-oidc" => """{"accessToken":"","expiresIn":28800}""",
            "signin" => $$$"""{"accessToken":{{{{Keys}}}},"expiresIn":900}""",
            _ => """{"Credentials":{"AccessKeyId":"","SecretAccessKey":"","SessionToken":""}}""",
        }));
    }

    Task<string?> AskAsync(string serial, CancellationToken cancellationToken)
    {
        trail.Plan($"ask for the code of the MFA device {serial}");
        return Task.FromResult<string?>("");
    }

    static string About(CredentialsCall call) => JsonElement.Parse(call.Input).FindText("RoleArn") is { } role ? $" for {role}" : "";
}

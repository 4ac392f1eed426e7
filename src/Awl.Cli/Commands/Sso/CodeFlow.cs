using Awl.Cli.SignIn;
using Awl.Credentials;

namespace Awl.Cli.Commands.Sso;

/// <summary>A login in the browser of this machine, which comes back here with a code.</summary>
/// <remarks>Source: RFC 7636; AWS CLI v2, botocore utils.py, SSOTokenFetcherAuth.</remarks>
sealed class CodeFlow(OidcApi oidc, SsoPortal portal, SsoClient client, BrowserPrompt prompt, Machine machine)
{
    public async Task<SsoToken> RunAsync(CancellationToken cancellationToken)
    {
        using var server = CallbackServer.Start(machine, "Error loading authorization code");
        var (key, state) = (ProofKey.New(machine), RandomText.Uuid(machine));
        var waiting = server.WaitAsync(state, cancellationToken);
        await prompt.ShowPageAsync(PageOf(server, key, state), "--use-device-code", cancellationToken);
        var callback = await waiting;
        return await callback.RedeemAsync(code => RedeemAsync(server, key, code, cancellationToken), portal.StartUrl, cancellationToken);
    }

    string PageOf(CallbackServer server, ProofKey key, string state) => AuthorizationUrl.Of(oidc.AuthorizationPage,
        new("response_type", "code"),
        new("client_id", client.Id),
        new("redirect_uri", server.RedirectUri),
        new("state", state),
        new("code_challenge_method", "S256"),
        new("scopes", string.Join(' ', portal.Scopes is { Count: > 0 } scopes ? scopes : [SsoLogin.DefaultScope])),
        new("code_challenge", key.Challenge));

    Task<SsoToken> RedeemAsync(CallbackServer server, ProofKey key, string code, CancellationToken cancellationToken)
        => oidc.CreateTokenAsync(portal, client, "authorization_code", json =>
        {
            json.WriteString("redirectUri", server.RedirectUri);
            json.WriteString("codeVerifier", key.Verifier);
            json.WriteString("code", code);
        }, cancellationToken);
}

using Awl.Cli.CommandLine;
using Awl.Cli.SignIn;
using Awl.Credentials;

namespace Awl.Cli.Commands.Sso;

/// <summary>Logs a person in to a portal of IAM Identity Center and keeps the token where AWS CLI and the SDKs find it.</summary>
/// <remarks>Source: aws-cli v2, customizations/sso/utils.py, do_sso_login.</remarks>
sealed class SsoLogin(Session session, CommandContext context)
{
    public const string DefaultScope = "sso:account:access";

    /// <summary>A client or a token that ends sooner is not used.</summary>
    static TimeSpan ExpiryWindow => TimeSpan.FromMinutes(15);

    readonly JsonCache _cache = JsonCache.OfSsoTokens(context.Machine, session.Log);

    /// <summary>The options of every command that logs in.</summary>
    public static IReadOnlyList<OptionSpec> Options =>
    [
        new("no-browser", ValueKind.Boolean) { Summary = "Show the address of the page, and do not open it." },
        new("use-device-code", ValueKind.Boolean) { Summary = "Log in with a code in any browser, on any device, instead of in the browser of this one." },
    ];

    /// <summary>The token of an earlier login, or a new one where there is none that lasts.</summary>
    public async Task<SsoToken> GetTokenAsync(SsoPortal portal, CancellationToken cancellationToken)
        => _cache.Find(portal.TokenName) is { } entry && SsoToken.Find(entry) is { } token && IsLasting(token.Expiration)
            ? token
            : await LogInAsync(portal, cancellationToken);

    /// <summary>Logs in, whether or not there is a token already.</summary>
    public async Task<SsoToken> LogInAsync(SsoPortal portal, CancellationToken cancellationToken)
    {
        // A browser on this machine cannot log in without a session: that needs a client with a grant for it, which the older form has not.
        var inBrowser = portal.SessionName is not null && !context.Options.IsOn("use-device-code");
        var (oidc, prompt) = (new OidcApi(session, context.Machine, portal.Region), Prompt());
        var client = await ClientAsync(oidc, portal, inBrowser, cancellationToken);
        var token = inBrowser
            ? await new CodeFlow(oidc, portal, client, prompt, context.Machine).RunAsync(cancellationToken)
            : await new DeviceFlow(oidc, portal, client, prompt, context.Machine.Clock).RunAsync(portal.StartUrl, cancellationToken);
        await _cache.SaveAsync(portal.TokenName, token.Write, cancellationToken);
        return token;
    }

    BrowserPrompt Prompt() => new(context.Terminal, context.Options.IsOn("no-browser") ? null : new(context.Machine));

    /// <summary>The client that this machine has registered for the portal, or a new one.</summary>
    async Task<SsoClient> ClientAsync(OidcApi oidc, SsoPortal portal, bool inBrowser, CancellationToken cancellationToken)
    {
        var name = SsoClient.CacheName(portal);
        if (_cache.Find(name) is { } entry && SsoClient.Find(entry) is { } kept && IsLasting(kept.Expiration) && kept.Grants is not null == inBrowser) return kept;

        var client = await RegisterAsync(oidc, portal, inBrowser, cancellationToken);
        await _cache.SaveAsync(name, client.Write, cancellationToken);
        return client;
    }

    bool IsLasting(DateTimeOffset expiration) => expiration - context.Machine.Clock.GetUtcNow() > ExpiryWindow;

    async Task<SsoClient> RegisterAsync(OidcApi oidc, SsoPortal portal, bool inBrowser, CancellationToken cancellationToken)
    {
        var name = $"botocore-client-{portal.SessionName ?? context.Machine.Clock.GetUtcNow().ToUnixTimeSeconds().ToString()}";
        if (!inBrowser)
        {
            var scopes = portal.Scopes is { Count: > 0 } ? portal.Scopes : null;
            return await oidc.RegisterAsync(name, json => { if (scopes is not null) json.WriteTexts("scopes", scopes); }, cancellationToken) with { Scopes = scopes };
        }
        IReadOnlyList<string> grants = ["authorization_code", "refresh_token"];
        IReadOnlyList<string> allScopes = portal.Scopes is { Count: > 0 } given ? given : [DefaultScope];
        var client = await oidc.RegisterAsync(name, json =>
        {
            json.WriteTexts("grantTypes", grants);
            json.WriteTexts("redirectUris", [CallbackServer.RegisteredUri]);
            json.WriteString("issuerUrl", portal.StartUrl);
            json.WriteTexts("scopes", allScopes);
        }, cancellationToken);
        return client with { Grants = grants, Scopes = allScopes };
    }
}

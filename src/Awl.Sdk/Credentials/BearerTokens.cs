using Awl.Config;

namespace Awl.Credentials;

/// <summary>A token that stands in for a signature.</summary>
/// <param name="Token">The secret.</param>
/// <param name="Expiration">When it ends; null where that is not known.</param>
sealed record BearerToken(string Token, DateTimeOffset? Expiration)
{
    /// <summary>Nothing secret.</summary>
    public override string ToString() => $"BearerToken until {Expiration?.ToString("O") ?? "?"}";
}

/// <summary>Where bearer tokens come from: the environment, then the profile's SSO session.</summary>
/// <remarks>Source: botocore tokens.py, create_token_resolver.</remarks>
sealed class BearerTokens(CredentialsContext context)
{
    SsoTokens SsoTokens => field ??= new(context);

    /// <summary>The token for a service, or null where none is configured.</summary>
    /// <param name="signingName">The service's signing name, such as <c>bedrock</c>: AWS_BEARER_TOKEN_BEDROCK.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CredentialsException">The SSO session is configured, and nobody has logged in or its token has ended.</exception>
    public async ValueTask<BearerToken?> FindAsync(string signingName, CancellationToken cancellationToken)
    {
        if (FindInEnvironment(signingName) is { } token) return new(token, null);
        if (context.Settings.Profile?.Find("sso_session") is not { } name) return null;

        var session = SsoSettings.GetSession(context.Settings.Files, name);
        var region = Required(session, "sso_region");
        Required(session, "sso_start_url");
        var found = await SsoTokens.GetOfSessionAsync(name, region, cancellationToken).ConfigureAwait(false);
        return new(found.AccessToken, found.Expiration);
    }

    /// <summary>The token that the environment has for a service, or null. Where there is one, it counts more than keys.</summary>
    public string? FindInEnvironment(string signingName)
        => context.Machine.Variable($"AWS_BEARER_TOKEN_{signingName.ToUpperInvariant().Replace('-', '_').Replace(' ', '_')}") is { Length: > 0 } token ? token : null;

    static string Required(ConfigSection session, string key)
        => session.Find(key) ?? throw new CredentialsException(CredentialsFault.InvalidConfiguration,
            $"The [{session.Header}] section is missing required configuration: {key} ({session.Path}, line {session.Line})");
}

using System.Text.Json;

namespace Awl.Credentials;

/// <summary>The token of an SSO session, from the cache that <c>sso login</c> fills, renewed there where it can be.</summary>
/// <remarks>Source: botocore tokens.py, SSOTokenProvider, and utils.py, SSOTokenLoader.</remarks>
sealed class SsoTokens(CredentialsContext context)
{
    readonly JsonCache _files = JsonCache.OfSsoTokens(context);
    DateTimeOffset _nextAttempt = DateTimeOffset.MinValue;

    /// <summary>The token of a login without a session: it is not renewed.</summary>
    /// <exception cref="CredentialsException">Nobody has logged in, or the token has ended.</exception>
    public SsoToken GetOfStartUrl(string startUrl)
    {
        var token = Get(startUrl);
        return token.Expiration > context.Now ? token : throw Failed(CredentialsFault.SsoTokenExpired,
            "The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run awl sso login with the corresponding profile.");
    }

    /// <summary>The token of a session, renewed when less than 15 minutes are left.</summary>
    /// <exception cref="CredentialsException">Nobody has logged in, or the token has ended and cannot be renewed.</exception>
    public async Task<SsoToken> GetOfSessionAsync(string sessionName, string region, CancellationToken cancellationToken)
    {
        var token = Get(sessionName);
        if (NeedsRenewal(token)) token = await TryRenewAsync(sessionName, region, token, cancellationToken).ConfigureAwait(false);
        return token.Expiration > context.Now ? token : throw Failed(CredentialsFault.SsoTokenExpired,
            $"Error when retrieving token from sso: Token has expired and refresh failed. Run awl sso login --sso-session {sessionName}");
    }

    bool NeedsRenewal(SsoToken token) => token.Expiration - context.Now < CachedProvider.AdvisoryWindow;

    SsoToken Get(string name)
    {
        var file = SsoToken.CacheName(name);
        var found = _files.Find(file);
        context.Trail?.NoteFile(_files.PathOf(file), found is not null);
        if (found is not { } entry) throw Failed(CredentialsFault.SsoTokenMissing, $"Error loading SSO Token: Token for {name} does not exist. Run awl sso login");
        return SsoToken.Find(entry) ?? throw Failed(CredentialsFault.SsoTokenMissing, $"Error loading SSO Token: Token for {name} is invalid. Run awl sso login");
    }

    async Task<SsoToken> TryRenewAsync(string sessionName, string region, SsoToken old, CancellationToken cancellationToken)
    {
        if (!CanRenew(old) || context.Now < _nextAttempt) return old;

        using var held = await _files.LockAsync(SsoToken.CacheName(sessionName), cancellationToken).ConfigureAwait(false);
        var current = Get(sessionName);
        if (!NeedsRenewal(current)) return current;   // another process was quicker

        _nextAttempt = context.Now.AddMinutes(1);
        try { return await RenewLockedAsync(sessionName, region, current, cancellationToken).ConfigureAwait(false); }
        catch (AwlException e) when (e is ServiceException or TransportException or MalformedResponseException)
        {
            if (context.Log.IsOn) context.Log.Write("sso", $"The token of {sessionName} could not be renewed: {e.Message}");
            context.Trail?.Note($"renewing the token failed: {e.Message}");
            return current;
        }
    }

    bool CanRenew(SsoToken token)
        => context.Api is not null && token is { RefreshToken: not null, ClientId: not null, ClientSecret: not null } && token.RegistrationExpiration > context.Now;

    async Task<SsoToken> RenewLockedAsync(string sessionName, string region, SsoToken old, CancellationToken cancellationToken)
    {
        var reply = await context.Api!.CallAsync(new("sso-oidc", "CreateToken", Input(old)) { Region = region }, cancellationToken).ConfigureAwait(false);
        var renewed = old with
        {
            AccessToken = reply.FindText("accessToken") ?? throw new MalformedResponseException("The reply to CreateToken has no accessToken."),
            Expiration = context.Now.AddSeconds(reply.FindNumber("expiresIn") ?? 0),
            RefreshToken = reply.FindText("refreshToken"),
        };
        _files.Write(SsoToken.CacheName(sessionName), renewed.Write);
        return renewed;
    }

    static byte[] Input(SsoToken token)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            json.WriteString("grantType", "refresh_token");
            json.WriteString("clientId", token.ClientId);
            json.WriteString("clientSecret", token.ClientSecret);
            json.WriteString("refreshToken", token.RefreshToken);
            json.WriteEndObject();
        }
        return content.ToArray();
    }

    static CredentialsException Failed(CredentialsFault fault, string message) => new(fault, message) { WhileRefreshing = true };
}

using System.Security.Cryptography;
using System.Text.Json;
using Awl.Config;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>Credentials of a console login (<c>awl login</c>), renewed with its refresh token while less than 5 minutes are left.</summary>
/// <remarks>Source: AWS CLI v2, botocore credentials.py, LoginProvider; the file is AWS CLI's own.</remarks>
sealed class LoginProvider(CredentialsContext context, string profileName, Profile? profile) : IEagerProvider
{
    static TimeSpan RenewalWindow => TimeSpan.FromMinutes(5);

    JsonCache Files => field ??= JsonCache.OfLogins(context);

    public string Name => "login";

    public async ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken)
    {
        if (profile?.Find("login_session") is not { } session)
        {
            context.Trail?.NoteKey(profileName, profile, "login_session");
            return null;
        }
        var name = JsonCache.LoginName(session);
        context.Trail?.NoteKey(profileName, profile, "login_session");
        context.Trail?.NoteFile(Files.PathOf(name), Files.Find(name) is not null);
        var current = Read(name);
        if (IsFresh(current.Credentials)) return current.Credentials;

        using var held = await Files.LockAsync(name, cancellationToken).ConfigureAwait(false);
        current = Read(name);
        return IsFresh(current.Credentials) ? current.Credentials : await RenewLockedAsync(name, current, cancellationToken).ConfigureAwait(false);
    }

    bool IsFresh(AwsCredentials credentials) => credentials.Expiration - context.Now > RenewalWindow;

    (JsonElement Entry, AwsCredentials Credentials) Read(string name)
    {
        if (Files.Find(name) is not { } entry)
        {
            throw new CredentialsException(CredentialsFault.LoginTokenMissing,
                $"Failed to load the login session of profile \"{profileName}\": there is no file {Files.PathOf(name)}. Please reauthenticate with 'awl login'.");
        }
        var credentials = entry.FindObject("accessToken") is { } token ? Credentials(token) : null;
        var complete = credentials is not null && entry.FindText("clientId") is not null && entry.FindText("refreshToken") is not null && entry.FindText("dpopKey") is not null;
        return complete ? (entry, credentials!) : throw new CredentialsException(CredentialsFault.LoginTokenInvalid,
            $"Failed to load access token from token cache, missing one or more required fields. Please reauthenticate with 'awl login'. ({Files.PathOf(name)})");
    }

    static AwsCredentials? Credentials(JsonElement token)
        => token.FindText("accessKeyId") is { } id && token.FindText("secretAccessKey") is { } secret && token.FindText("sessionToken") is { } sessionToken
            && token.FindTime("expiresAt") is { } end ? new(id, secret, sessionToken, end, token.FindText("accountId")) : null;

    async Task<AwsCredentials> RenewLockedAsync(string name, (JsonElement Entry, AwsCredentials Credentials) old, CancellationToken cancellationToken)
    {
        var api = context.Api ?? throw new CredentialsException(CredentialsFault.Broken, "The login session cannot be renewed here: no calls to AWS can be made.");
        var call = new CredentialsCall("signin", "CreateOAuth2Token", Input(old.Entry)) { Header = (method, url) => new("DPoP", Proof(old.Entry, method, url)) };
        try
        {
            var reply = await api.CallAsync(call, cancellationToken).ConfigureAwait(false);
            var output = reply.FindObject("tokenOutput") ?? reply;   // the model's output has one payload member
            var renewed = Renewed(output, old.Credentials) ?? throw new MalformedResponseException("The reply to CreateOAuth2Token has no credentials.");
            Files.Write(name, json => Write(json, old.Entry, renewed, output.FindText("refreshToken")));
            return renewed;
        }
        catch (ServiceException e) when (e.Code == "AccessDeniedException") { throw Denied(e); }
    }

    AwsCredentials? Renewed(JsonElement reply, AwsCredentials old)
        => reply.FindObject("accessToken") is { } token && token.FindText("accessKeyId") is { } id && token.FindText("secretAccessKey") is { } secret
            ? new(id, secret, token.FindText("sessionToken"), context.Now.AddSeconds(reply.FindNumber("expiresIn") ?? 0), old.AccountId)
            : null;

    string Proof(JsonElement entry, string method, string url)
    {
        Span<byte> random = stackalloc byte[16];
        context.Machine.FillRandom(random);
        try { return DpopProof.Make(entry.FindText("dpopKey")!, method, url, context.Now, random); }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new CredentialsException(CredentialsFault.LoginTokenInvalid,
                $"The key of the login session of profile \"{profileName}\" cannot be read. Please reauthenticate with 'awl login'.", e)
            { WhileRefreshing = true };
        }
    }

    static CredentialsException Denied(ServiceException error)
    {
        var (fault, message) = error.Details?.FindText("error") switch
        {
            "TOKEN_EXPIRED" => (CredentialsFault.LoginExpired, "Your session has expired. Please reauthenticate using 'awl login'."),
            "USER_CREDENTIALS_CHANGED" => (CredentialsFault.LoginPasswordChanged,
                "Unable to refresh login credentials because of a change in your password. Please reauthenticate with your new password using 'awl login'."),
            "INSUFFICIENT_PERMISSIONS" => (CredentialsFault.LoginInsufficientPermissions,
                "Unable to refresh login credentials due to insufficient permissions. You may be missing permission for the 'signin:CreateOAuth2Token' action."),
            _ => (CredentialsFault.LoginExpired, $"{error.Message} Please reauthenticate using 'awl login'."),
        };
        return new(fault, message, error) { WhileRefreshing = true };
    }

    static byte[] Input(JsonElement entry)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            json.WriteStartObject("tokenInput");
            json.WriteString("clientId", entry.FindText("clientId"));
            json.WriteString("grantType", "refresh_token");
            json.WriteString("refreshToken", entry.FindText("refreshToken"));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return content.ToArray();
    }

    /// <summary>The entry with the new keys and, where one came, the new refresh token; all else as it was.</summary>
    static void Write(Utf8JsonWriter json, JsonElement entry, AwsCredentials credentials, string? refreshToken)
    {
        json.WriteStartObject();
        foreach (var member in entry.EnumerateObject())
        {
            if (member.NameEquals("accessToken")) WriteAccessToken(json, credentials);
            else if (member.NameEquals("refreshToken") && refreshToken is not null) json.WriteString("refreshToken", refreshToken);
            else member.WriteTo(json);
        }
        json.WriteEndObject();
    }

    static void WriteAccessToken(Utf8JsonWriter json, AwsCredentials credentials)
    {
        json.WriteStartObject("accessToken");
        json.WriteString("accessKeyId", credentials.AccessKeyId);
        json.WriteString("secretAccessKey", credentials.SecretAccessKey);
        json.WriteString("sessionToken", credentials.SessionToken);
        if (credentials.AccountId is { } account) json.WriteString("accountId", account);
        json.WriteString("expiresAt", CredentialsTime.Text(credentials.Expiration!.Value));
        json.WriteEndObject();
    }
}

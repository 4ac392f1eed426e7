using System.Text.Json;
using Awl.Config;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>Credentials of a role that IAM Identity Center gives to who has logged in.</summary>
/// <remarks>Source: botocore credentials.py, SSOProvider and SSOCredentialFetcher.</remarks>
sealed class SsoProvider(CredentialsContext context, string profileName, Profile? profile) : ICredentialsProvider
{
    RoleCache Cache => field ??= new(context);
    SsoTokens Tokens => field ??= new(context);

    public string Name => "sso";

    public async ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken)
    {
        if (SsoSettings.Find(context.Settings.Files, profileName, profile) is not { } settings)
        {
            context.Trail?.NoteKey(profileName, profile, "sso_role_name");
            context.Trail?.NoteKey(profileName, profile, "sso_account_id");
            return null;
        }
        foreach (var key in (ReadOnlySpan<string>)["sso_role_name", "sso_account_id", settings.SessionName is null ? "sso_start_url" : "sso_session"])
        {
            context.Trail?.NoteKey(profileName, profile, key);
        }
        var credentials = await Cache.GetAsync(CacheName(settings), () => TokenAsync(settings, cancellationToken),
            token => FetchAsync(settings, token, cancellationToken), cancellationToken).ConfigureAwait(false);
        return credentials with { AccountId = settings.AccountId };
    }

    static string CacheName(SsoSettings settings) => RoleCache.Name(
    [
        new("accountId", settings.AccountId),
        new("roleName", settings.RoleName),
        settings.SessionName is { } session ? new("sessionName", session) : new("startUrl", settings.StartUrl),
    ], compact: true);

    async Task<SsoToken> TokenAsync(SsoSettings settings, CancellationToken cancellationToken)
        => settings.SessionName is { } session
            ? await Tokens.GetOfSessionAsync(session, settings.Region, cancellationToken).ConfigureAwait(false)
            : Tokens.GetOfStartUrl(settings.StartUrl);

    async Task<(AwsCredentials, Action<Utf8JsonWriter>)> FetchAsync(SsoSettings settings, SsoToken token, CancellationToken cancellationToken)
    {
        var api = context.Api ?? throw new CredentialsException(CredentialsFault.Broken, "SSO credentials cannot be fetched here: no calls to AWS can be made.");
        try
        {
            var reply = await api.CallAsync(new("sso", "GetRoleCredentials", Input(settings, token)) { Region = settings.Region }, cancellationToken).ConfigureAwait(false);
            var credentials = Read(reply, settings.AccountId) ?? throw new MalformedResponseException("The reply to GetRoleCredentials has no credentials.");
            return (credentials, json => Write(json, credentials));
        }
        catch (ServiceException e) when (e.Code == "UnauthorizedException")
        {
            throw new CredentialsException(CredentialsFault.SsoTokenExpired,
                "The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run awl sso login with the corresponding profile.", e)
            { WhileRefreshing = true };
        }
    }

    static AwsCredentials? Read(JsonElement reply, string accountId)
        => reply.FindObject("roleCredentials") is { } found && found.FindText("accessKeyId") is { } id && found.FindText("secretAccessKey") is { } secret
            && found.FindNumber("expiration") is { } milliseconds
            ? new(id, secret, found.FindText("sessionToken"), DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), accountId)
            : null;

    static void Write(Utf8JsonWriter json, AwsCredentials credentials)
    {
        json.WriteStartObject();
        json.WriteString("ProviderType", "sso");
        json.WriteStartObject("Credentials");
        json.WriteString("AccessKeyId", credentials.AccessKeyId);
        json.WriteString("SecretAccessKey", credentials.SecretAccessKey);
        json.WriteString("SessionToken", credentials.SessionToken);
        json.WriteString("Expiration", CredentialsTime.Text(credentials.Expiration!.Value));
        json.WriteString("AccountId", credentials.AccountId);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static byte[] Input(SsoSettings settings, SsoToken token)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            json.WriteString("roleName", settings.RoleName);
            json.WriteString("accountId", settings.AccountId);
            json.WriteString("accessToken", token.AccessToken);
            json.WriteEndObject();
        }
        return content.ToArray();
    }
}

using System.Text.Json;
using Awl.Config;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>A session of a role made with the token of another identity provider, such as a Kubernetes service account's.</summary>
/// <remarks>
/// Each value comes from its variable or else from the profile, one by one; a profile that an option names, or a role's source, sees no
/// variables. The token is read anew for every session. Source: botocore credentials.py, AssumeRoleWithWebIdentityProvider. Deviates in
/// trimming the token: STS refuses one with a line feed.
/// </remarks>
sealed class WebIdentityProvider(CredentialsContext context, string profileName, Profile? profile) : ICredentialsProvider
{
    RoleCache Cache => field ??= new(context);

    public string Name => "assume-role-with-web-identity";

    public async ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken)
    {
        if (Find("AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file") is not { } tokenFile) return null;

        var roleArn = Find("AWS_ROLE_ARN", "role_arn") ?? throw new CredentialsException(CredentialsFault.InvalidConfiguration,
            $"The provided profile or the current environment is configured to assume role with web identity but has no role ARN configured. Ensure that the profile has the role_arn configuration set or the AWS_ROLE_ARN env var is set. (profile {profileName})");
        var sessionName = Find("AWS_ROLE_SESSION_NAME", "role_session_name");

        var name = RoleCache.Name([new("RoleArn", roleArn), new("RoleSessionName", sessionName)]);
        return await Cache.GetAsync(name, () => Task.FromResult(Token(tokenFile)),
            token => AssumeAsync(roleArn, sessionName, token, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    string? Find(string variable, string key)
    {
        if (!context.Settings.ProfileIsOption && !context.IsSourceProfile)
        {
            var value = context.Machine.Variable(variable) is { Length: > 0 } set ? set : null;
            context.Trail?.NoteVariable(variable, value);
            if (value is not null) return value;
        }
        context.Trail?.NoteKey(profileName, profile, key);
        return profile?.Find(key);
    }

    string Token(string path)
    {
        try { return TokenFile.Read(context.Machine, path, "the web identity token").TrimEnd(); }
        catch (CredentialsException e)
        {
            e.WhileRefreshing = true;   // the settings are right: it is when the token is needed that it is not there
            throw;
        }
    }

    async Task<(AwsCredentials, Action<Utf8JsonWriter>)> AssumeAsync(string roleArn, string? sessionName, string token, CancellationToken cancellationToken)
    {
        var api = context.Api ?? throw new CredentialsException(CredentialsFault.Broken, $"The role {roleArn} cannot be assumed here: no calls to AWS can be made.");
        var call = new CredentialsCall("sts", "AssumeRoleWithWebIdentity", Input(roleArn, sessionName, token)) { RetryableCode = "IDPCommunicationError" };
        var reply = await api.CallAsync(call, cancellationToken).ConfigureAwait(false);
        var credentials = RoleSession.Find(reply) ?? throw new MalformedResponseException("The reply to AssumeRoleWithWebIdentity has no credentials.");
        return (credentials, json => RoleSession.Write(json, reply, credentials));
    }

    byte[] Input(string roleArn, string? sessionName, string token)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            json.WriteString("RoleArn", roleArn);
            json.WriteString("RoleSessionName", sessionName ?? RoleProvider.DefaultSessionName(context));
            json.WriteString("WebIdentityToken", token);
            json.WriteEndObject();
        }
        return content.ToArray();
    }
}

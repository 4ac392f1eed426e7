using System.Globalization;
using System.Text.Json;
using Awl.Config;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>A session of one role, made with the credentials of another source and kept on disk.</summary>
/// <remarks>Source: botocore credentials.py, AssumeRoleCredentialFetcher.</remarks>
sealed class RoleProvider(CredentialsContext context, RoleSettings role, ICredentialsProvider source) : ICredentialsProvider
{
    RoleCache Cache => field ??= new(context);

    public string Name => "assume-role";

    public async ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken)
    {
        NoteSettings();
        return await Cache.GetAsync(
            role.CacheName(), () => SourceCredentialsAsync(cancellationToken), keys => AssumeAsync(keys, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    void NoteSettings()
    {
        if (context.Trail is not { } trail) return;

        var profile = context.Settings.Files.FindProfile(role.ProfileName);
        foreach (var key in (ReadOnlySpan<string>)["role_arn", "source_profile", "credential_source", "mfa_serial"])
        {
            if (profile?.Find(key) is not null) trail.NoteKey(role.ProfileName, profile, key);
        }
    }

    async Task<AwsCredentials> SourceCredentialsAsync(CancellationToken cancellationToken)
        => await source.FindAsync(cancellationToken).ConfigureAwait(false) ?? throw NoSource();

    async Task<(AwsCredentials, Action<Utf8JsonWriter>)> AssumeAsync(AwsCredentials keys, CancellationToken cancellationToken)
    {
        var api = context.Api ?? throw new CredentialsException(CredentialsFault.Broken, $"The role {role.RoleArn} cannot be assumed here: no calls to AWS can be made.");
        (keys, var code) = await AuthenticateAsync(keys, cancellationToken).ConfigureAwait(false);
        var reply = await api.CallAsync(new("sts", "AssumeRole", Input(code)) { Credentials = keys }, cancellationToken).ConfigureAwait(false);
        var credentials = RoleSession.Find(reply) ?? throw new MalformedResponseException("The reply to AssumeRole has no credentials.");
        return (credentials, json => RoleSession.Write(json, reply, credentials));
    }

    /// <summary>The keys of an MFA login where there is one for the role's device; otherwise the code of the device.</summary>
    /// <remarks>Of many processes one asks at a time, and looks again for a login when it is its turn.</remarks>
    async Task<(AwsCredentials Keys, string? Code)> AuthenticateAsync(AwsCredentials keys, CancellationToken cancellationToken)
    {
        if (role.MfaSerial is not { } serial || keys.MfaSerial == serial) return (keys, null);

        var sessions = new MfaSessions(context);
        if (sessions.Find(keys, serial) is { } session) return (session, null);
        using var held = await sessions.LockAsync(keys, serial, cancellationToken).ConfigureAwait(false);
        return sessions.Find(keys, serial) is { } made ? (made, null) : (keys, await CodeAsync(serial, cancellationToken).ConfigureAwait(false));
    }

    async Task<string> CodeAsync(string serial, CancellationToken cancellationToken)
    {
        MfaDevice.RefuseFido(serial);
        if (role.MfaProcess is { } command) return await MfaDevice.CodeFromProgramAsync(context, role.ProfileName, command, cancellationToken).ConfigureAwait(false);
        if (context.MfaPrompt is { } prompt && await prompt(serial, cancellationToken).ConfigureAwait(false) is { } answer) return answer;

        throw new CredentialsException(CredentialsFault.MfaUnavailable,
            $"The role {role.RoleArn} needs the code of the MFA device {serial}, and there is nobody to ask. Run awl mfa login --profile {role.ProfileName} in a terminal first, or set mfa_process in the profile.")
        { WhileRefreshing = true };
    }

    byte[] Input(string? code)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            json.WriteString("RoleArn", role.RoleArn);
            json.WriteString("RoleSessionName", role.SessionName ?? DefaultSessionName(context));
            if (role.Policy is { } policy) json.WriteString("Policy", policy);
            if (role.DurationSeconds is { } duration) json.WriteNumber("DurationSeconds", duration);
            if (role.ExternalId is { } externalId) json.WriteString("ExternalId", externalId);
            if (code is not null)
            {
                json.WriteString("SerialNumber", role.MfaSerial);
                json.WriteString("TokenCode", code);
            }
            json.WriteEndObject();
        }
        return content.ToArray();
    }

    /// <summary>AWS CLI's own form, so that rules about session names in trust policies hold for both.</summary>
    public static string DefaultSessionName(CredentialsContext context)
        => string.Create(CultureInfo.InvariantCulture, $"botocore-session-{context.Now.ToUnixTimeSeconds()}");

    CredentialsException NoSource() => role.SourceProfile is { } profile
        ? new(CredentialsFault.InvalidConfiguration, $"The source profile \"{profile}\" must have credentials.")
        : new(CredentialsFault.NoSourceCredentials,
            $"Error when retrieving credentials from {role.CredentialSource}: No credentials found in credential_source referenced in profile {role.ProfileName}");
}

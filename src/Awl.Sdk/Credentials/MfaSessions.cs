using System.Text.Json;
using Awl.Config;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>The sessions of MFA logins: one for each pair of keys and device, for every profile that has both.</summary>
/// <remarks>
/// They stand beside the sessions of roles in AWS CLI's cache, which has no such entries and leaves them alone. A session that ends within a
/// minute is none: then the keys count again, as they do in AWS CLI.
/// </remarks>
sealed class MfaSessions(CredentialsContext context)
{
    /// <summary>What tells these entries from those of others.</summary>
    public const string ProviderType = "mfa-login";

    static TimeSpan Margin => TimeSpan.FromMinutes(1);

    readonly JsonCache _files = JsonCache.OfRoles(context);

    /// <summary>The session of a profile's keys where it names its device and somebody has logged in with it; otherwise the keys.</summary>
    public static AwsCredentials? Instead(CredentialsContext context, Profile? profile, AwsCredentials? keys)
        => keys is { SessionToken: null } && context.UsesMfaSessions && profile?.Find("mfa_serial") is { } serial
            ? new MfaSessions(context).Find(keys, serial) ?? keys : keys;

    /// <summary>The session of the keys with the device, or null where there is none that lasts.</summary>
    public AwsCredentials? Find(AwsCredentials keys, string serial)
    {
        if (keys.SessionToken is not null) return null;

        var name = NameOf(keys, serial);
        var session = _files.Find(name) is { } entry ? RoleSession.Find(entry) : null;
        var lasts = session?.Expiration is { } end && end - context.Now > Margin;
        context.Trail?.NoteFile(_files.PathOf(name), session is not null, lasts ? "a session of an MFA login" : session is null ? "no MFA login" : "an MFA login that has ended");
        return lasts ? session! with { MfaSerial = serial } : null;
    }

    /// <summary>Waits until this process alone may log in, or ask for a code.</summary>
    public Task<IDisposable?> LockAsync(AwsCredentials keys, string serial, CancellationToken cancellationToken)
        => _files.LockAsync(NameOf(keys, serial), cancellationToken);

    public void Write(AwsCredentials keys, string serial, AwsCredentials session) => _files.Write(NameOf(keys, serial), json =>
    {
        json.WriteStartObject();
        json.WriteString("ProviderType", ProviderType);
        json.WriteString("SerialNumber", serial);
        RoleSession.WriteCredentials(json, session);
        json.WriteEndObject();
    });

    static string NameOf(AwsCredentials keys, string serial) => RoleCache.Name([new("AccessKeyId", keys.AccessKeyId), new("SerialNumber", serial)]);
}

using System.Text.Json;
using Awl.Config;
using Awl.Credentials.Secure;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>The login of long-lived keys with an MFA device. Its session serves every profile that has the same keys and device.</summary>
public sealed class MfaLogin
{
    readonly CredentialsContext _context;
    readonly AwsCredentials _keys;
    readonly MfaSessions _sessions;

    MfaLogin(CredentialsContext context, AwsCredentials keys, string profileName)
        => (_context, _keys, ProfileName, _sessions) = (context, keys, profileName, new(context));

    /// <summary>The profile that the keys stand in: the selected one, or the one that its role starts from.</summary>
    public string ProfileName { get; }

    /// <summary>The device that the selected profile names, or those between it and its keys; null where none does.</summary>
    public string? Serial { get; private init; }

    /// <summary>The profile that names the device; null where none does.</summary>
    public string? SerialProfileName { get; private init; }

    /// <summary>Whether the keys stand in that profile. Others, from the environment or a program, have no profile that could be served.</summary>
    public bool KeysAreInProfile { get; private init; }

    /// <summary>Whether a program gives the code (<c>mfa_process</c>).</summary>
    public bool HasCodeProgram => CodeProgram is not null;

    string? CodeProgram { get; init; }

    internal static async Task<MfaLogin> PrepareAsync(CredentialsContext context, CancellationToken cancellationToken)
    {
        context = context with { UsesMfaSessions = false };
        var path = PathOf(context.Settings.Files, context.Settings.ProfileName, context.Settings.Profile);
        var (root, profile) = path[^1];
        var chain = path.Count == 1 && !(profile is not null && RoleSettings.Has(profile))
            ? new CredentialsChain(context, DefaultChain.Sources)
            : new CredentialsChain(context, within => DefaultChain.OfProfile(within with { IsSourceProfile = true }, root, profile));

        var keys = await new CachedProvider(chain, context).FindAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new CredentialsException(CredentialsFault.NoneConfigured, $"Unable to locate credentials for the profile \"{root}\".");
        if (keys.SessionToken is not null)
        {
            throw new CredentialsException(CredentialsFault.InvalidConfiguration,
                $"The credentials of the profile \"{root}\" are temporary ({chain.Name}). Only the long-lived keys of an IAM user can log in with an MFA device.");
        }
        var named = path.Find(step => step.Profile?.Find("mfa_serial") is not null);
        return new(context, keys, root)
        {
            KeysAreInProfile = await KeyOfAsync(context, profile, cancellationToken).ConfigureAwait(false) == keys.AccessKeyId,
            Serial = named.Profile?.Find("mfa_serial"),
            SerialProfileName = named.Name,
            CodeProgram = path.Find(step => step.Profile?.Find("mfa_process") is not null).Profile?.Find("mfa_process"),
        };
    }

    internal static MfaLogin Of(CredentialsContext context, AwsCredentials keys) => new(context, keys, context.Settings.ProfileName);

    /// <summary>The serial numbers of the user's devices, security keys included.</summary>
    /// <exception cref="ServiceException">The user may not list them.</exception>
    public async Task<IReadOnlyList<string>> ListDevicesAsync(CancellationToken cancellationToken)
    {
        var reply = await _context.Api!.CallAsync(new("iam", "ListMFADevices", "{}"u8.ToArray()) { Credentials = _keys }, cancellationToken).ConfigureAwait(false);
        var serials = new List<string>();
        if (!reply.TryGetProperty("MFADevices", out var devices) || devices.ValueKind != JsonValueKind.Array) return serials;

        foreach (var device in devices.EnumerateArray())
        {
            if (device.FindText("SerialNumber") is { } serial) serials.Add(serial);
        }
        return serials;
    }

    /// <summary>The code that the profile's program prints.</summary>
    /// <exception cref="CredentialsException">It failed.</exception>
    public Task<string> RunCodeProgramAsync(CancellationToken cancellationToken)
        => MfaDevice.CodeFromProgramAsync(_context, ProfileName, CodeProgram!, cancellationToken);

    /// <summary>When the session with the device ends, or null where there is none that lasts.</summary>
    public DateTimeOffset? FindEnd(string serial) => _sessions.Find(_keys, serial)?.Expiration;

    /// <summary>Logs in and keeps the session; of many processes one does, and the others take its session.</summary>
    /// <param name="serial">The device.</param>
    /// <param name="lifetime">How long the session shall last.</param>
    /// <param name="renew">Whether to log in although there is a session that lasts.</param>
    /// <param name="ask">Gives the device's code.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>When the session ends.</returns>
    /// <exception cref="CredentialsException">The device is a security key, or there is nobody to ask.</exception>
    /// <exception cref="ServiceException">The code is wrong or was used already.</exception>
    public async Task<DateTimeOffset> LogInAsync(string serial, TimeSpan lifetime, bool renew, MfaPrompt ask, CancellationToken cancellationToken)
    {
        MfaDevice.RefuseFido(serial);
        var before = FindEnd(serial);
        using var held = await _sessions.LockAsync(_keys, serial, cancellationToken).ConfigureAwait(false);
        if (FindEnd(serial) is { } end && (!renew || end != before)) return end;   // another process may have been quicker

        var code = await ask(serial, cancellationToken).ConfigureAwait(false) ?? throw NobodyToAsk(serial);
        var session = await GetSessionAsync(serial, code, lifetime, cancellationToken).ConfigureAwait(false);
        _sessions.Write(_keys, serial, session);
        return session.Expiration ?? throw new MalformedResponseException("The reply to GetSessionToken does not say when the session ends.");
    }

    static CredentialsException NobodyToAsk(string serial) => new(CredentialsFault.MfaUnavailable,
        $"The code of the MFA device {serial} is needed, and there is nobody to ask. Run awl mfa login in a terminal, give the code with --code, or name a program that prints it with mfa_process in the profile.");

    /// <summary>Makes a session and leaves it to the caller to keep it.</summary>
    /// <exception cref="CredentialsException">The device is a security key.</exception>
    /// <exception cref="ServiceException">The code is wrong or was used already.</exception>
    public async Task<AwsCredentials> GetSessionAsync(string serial, string code, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        MfaDevice.RefuseFido(serial);
        var input = Input(serial, code, (int)lifetime.TotalSeconds);
        var reply = await _context.Api!.CallAsync(new("sts", "GetSessionToken", input) { Credentials = _keys }, cancellationToken).ConfigureAwait(false);
        return RoleSession.Find(reply) ?? throw new MalformedResponseException("The reply to GetSessionToken has no credentials.");
    }

    /// <summary>The names of the profiles that the session with the device serves.</summary>
    public async Task<IReadOnlyList<string>> ListProfilesServedAsync(string serial, CancellationToken cancellationToken)
    {
        var files = _context.Settings.Files;
        var served = new List<string>();
        foreach (var name in files.ProfileNames)
        {
            var path = PathOf(files, name, files.FindProfile(name));
            if (!path.Exists(step => step.Profile?.Find("mfa_serial") == serial)) continue;
            if (await KeyOfAsync(_context, path[^1].Profile, cancellationToken).ConfigureAwait(false) == _keys.AccessKeyId) served.Add(name);
        }
        return served;
    }

    /// <summary>The access key of the profile's own: where both files have one, the credentials file's; else the key store's.</summary>
    static async Task<string?> KeyOfAsync(CredentialsContext context, Profile? profile, CancellationToken cancellationToken)
    {
        if (profile?.Find("aws_access_key_id") is { } key) return key;
        if (context.KeyStore is not { } store || !KeyStore.IsUsedBy(profile)) return null;
        return (await store.FindAsync(profile!.Name, cancellationToken).ConfigureAwait(false))?.AccessKeyId;
    }

    /// <summary>The profiles from the one given to the one that has the keys.</summary>
    internal static List<(string Name, Profile? Profile)> PathOf(ProfileFiles files, string name, Profile? profile)
    {
        List<(string Name, Profile? Profile)> path = [(name, profile)];
        while (path[^1].Profile is { } last && RoleSettings.Has(last) && last.Find("source_profile") is { } source && !path.Exists(step => step.Name == source))
        {
            path.Add((source, files.FindProfile(source)));
        }
        return path;
    }

    static byte[] Input(string serial, string code, int durationSeconds)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            json.WriteNumber("DurationSeconds", durationSeconds);
            json.WriteString("SerialNumber", serial);
            json.WriteString("TokenCode", code);
            json.WriteEndObject();
        }
        return content.ToArray();
    }
}

using Awl.Config;

namespace Awl.Credentials;

/// <summary>A session that was removed from this machine.</summary>
/// <param name="Serial">The device that it was made with.</param>
/// <param name="RoleArn">The role, where it was a role's; null for the login itself.</param>
public readonly record struct EndedSession(string Serial, string? RoleArn);

/// <summary>The end of logins with MFA devices: their sessions are removed, and those of roles that were assumed with them.</summary>
/// <remarks>Only here: AWS has no call that ends such a session before its time.</remarks>
public sealed class MfaLogout
{
    readonly ProfileFiles _files;
    readonly string _profileName;
    readonly JsonCache _cache;

    internal MfaLogout(CredentialsContext context)
        => (_files, _profileName, _cache) = (context.Settings.Files, context.Settings.ProfileName, JsonCache.OfRoles(context));

    /// <summary>The device that the selected profile names, or those between it and its keys; null where none does.</summary>
    /// <exception cref="ConfigurationException">Neither file has the profile.</exception>
    public string? FindSerial()
        => MfaLogin.PathOf(_files, _profileName, _files.GetProfile(_profileName)).Find(step => step.Profile?.Find("mfa_serial") is not null).Profile?.Find("mfa_serial");

    /// <summary>Removes the sessions of one device, or of all.</summary>
    /// <param name="serial">The device; null for all.</param>
    /// <returns>What was removed: logins first.</returns>
    /// <exception cref="LocalFileException">A session cannot be removed.</exception>
    public IReadOnlyList<EndedSession> Run(string? serial)
    {
        var ended = new List<EndedSession>();
        foreach (var name in _cache.Names)
        {
            if (_cache.Find(name) is not { } entry || entry.FindText("ProviderType") != MfaSessions.ProviderType) continue;
            if (entry.FindText("SerialNumber") is not { } device || (serial is not null && device != serial)) continue;
            _cache.Delete(name);
            ended.Add(new(device, null));
        }
        foreach (var name in _files.ProfileNames) EndRole(name, serial, ended);
        return ended;
    }

    void EndRole(string name, string? serial, List<EndedSession> ended)
    {
        var profile = _files.GetProfile(name);
        var device = MfaLogin.PathOf(_files, name, profile).Find(step => step.Profile?.Find("mfa_serial") is { } own && (serial is null || own == serial)).Profile?.Find("mfa_serial");
        if (device is null || FindRole(name, profile) is not { } role || _cache.Find(role.CacheName()) is null) return;

        _cache.Delete(role.CacheName());
        ended.Add(new(device, role.RoleArn));
    }

    /// <summary>The role of a profile. One that contradicts itself has no session.</summary>
    static RoleSettings? FindRole(string name, Profile profile)
    {
        try { return RoleSettings.Has(profile) ? RoleSettings.Of(name, profile) : null; }
        catch (CredentialsException) { return null; }
    }
}

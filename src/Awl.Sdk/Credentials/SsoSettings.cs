using Awl.Config;

namespace Awl.Credentials;

/// <summary>What a profile and its <c>sso-session</c> say about IAM Identity Center.</summary>
/// <param name="SessionName">The session's name, or null for a profile of the older form.</param>
/// <param name="StartUrl">The portal.</param>
/// <param name="Region">The region of the portal.</param>
/// <param name="AccountId">The account.</param>
/// <param name="RoleName">The role, or permission set.</param>
sealed record SsoSettings(string? SessionName, string StartUrl, string Region, string AccountId, string RoleName)
{
    /// <summary>The settings, or null where the profile names neither account nor role.</summary>
    /// <exception cref="CredentialsException">Something is missing or contradicts.</exception>
    /// <remarks>Source: botocore credentials.py, SSOProvider._load_sso_config.</remarks>
    public static SsoSettings? Find(ProfileFiles files, string profileName, Profile? profile)
    {
        if (profile is null || (profile.Find("sso_role_name") is null && profile.Find("sso_account_id") is null)) return null;

        var sessionName = profile.Find("sso_session");
        var session = sessionName is null ? null : GetSession(files, sessionName);
        if (session is not null) RefuseContradictions(profile, session);

        var missing = new List<string>();
        string Required(string key)
        {
            if ((session?.Find(key) ?? profile.Find(key)) is { } value) return value;
            missing.Add(key);
            return "";
        }
        var (role, account) = (Required("sso_role_name"), Required("sso_account_id"));
        var settings = new SsoSettings(sessionName, Required("sso_start_url"), Required("sso_region"), account, role);
        return missing.Count == 0 ? settings : throw new CredentialsException(CredentialsFault.InvalidConfiguration,
            $"The profile \"{profileName}\" is configured to use SSO but is missing required configuration: {string.Join(", ", missing)}");
    }

    /// <summary>The section of a session.</summary>
    /// <exception cref="CredentialsException">There is none.</exception>
    public static ConfigSection GetSession(ProfileFiles files, string name)
        => files.FindSsoSession(name) ?? throw new CredentialsException(CredentialsFault.InvalidConfiguration, $"The specified sso-session does not exist: \"{name}\"");

    static void RefuseContradictions(Profile profile, ConfigSection session)
    {
        foreach (var key in session.Keys)
        {
            if (profile.Find(key) is not { } inProfile || session.Find(key) is not { } inSession || inProfile == inSession) continue;
            throw new CredentialsException(CredentialsFault.InvalidConfiguration,
                $"The value for {key} is inconsistent between profile ({inProfile}) and sso-session ({inSession}).");
        }
    }
}

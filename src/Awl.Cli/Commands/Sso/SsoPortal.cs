using Awl.Cli.Errors;
using Awl.Config;

namespace Awl.Cli.Commands.Sso;

/// <summary>Where one logs in: a portal of IAM Identity Center as an sso-session or, in the older form, a profile names it.</summary>
/// <param name="StartUrl">Its address.</param>
/// <param name="Region">Its region.</param>
sealed record SsoPortal(string StartUrl, string Region)
{
    /// <summary>The sso-session's name, or null in the older form.</summary>
    public string? SessionName { get; init; }

    /// <summary>What tokens may be used for, or null where nothing says.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>What the token is kept under.</summary>
    public string TokenName => Awl.Credentials.SsoToken.CacheName(SessionName ?? StartUrl);

    /// <summary>The portal of a session, or of the profile.</summary>
    /// <param name="settings">The caller's settings.</param>
    /// <param name="sessionName">The session; null for the profile's.</param>
    /// <exception cref="CliConfigurationException">It is not configured, or not whole.</exception>
    /// <remarks>Source: aws-cli v2, customizations/sso/utils.py.</remarks>
    public static SsoPortal Get(Settings settings, string? sessionName)
    {
        var profile = settings.Profile;
        return (sessionName ?? profile?.Find("sso_session")) is { Length: > 0 } name
            ? OfSession(settings.Files, name)
            : Get(key => profile?.Find(key), " To make sure this profile is properly configured to use SSO, please run: aws configure sso");
    }

    /// <summary>The portal of a session.</summary>
    /// <exception cref="CliConfigurationException">There is no such session, or it is not whole.</exception>
    public static SsoPortal OfSession(ProfileFiles files, string name)
    {
        var section = files.FindSsoSession(name) ?? throw new CliConfigurationException($"The specified sso-session does not exist: \"{name}\"");
        return Get(section.Find, "") with
        {
            SessionName = name,
            Scopes = section.Find("sso_registration_scopes") is { } scopes ? ParseScopes(scopes) : null,
        };
    }

    public static IReadOnlyList<string> ParseScopes(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    static SsoPortal Get(Func<string, string?> find, string advice)
    {
        var (startUrl, region) = (find("sso_start_url"), find("sso_region"));
        if (startUrl is not null && region is not null) return new(startUrl, region);

        var missing = string.Join(", ", new[] { startUrl is null ? "sso_start_url" : null, region is null ? "sso_region" : null }.Where(key => key is not null));
        throw new CliConfigurationException($"Missing the following required SSO configuration values: {missing}.{advice}");
    }
}

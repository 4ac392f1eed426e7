using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Config;

namespace Awl.Cli.Commands.Configure;

/// <summary>The section of the config file that <c>--sso-session</c> or <c>--services</c> names in place of a profile's.</summary>
/// <remarks>Source: aws-cli v2, customizations/configure/get.py and set.py, as seen.</remarks>
static class SubSection
{
    public static OptionSpec SsoSessionOption => new("sso-session") { Summary = "The section [sso-session NAME] instead of a profile." };

    public static OptionSpec ServicesOption => new("services") { Summary = "The section [services NAME] instead of a profile." };

    /// <summary>The section to write to, or null where a profile is meant.</summary>
    /// <exception cref="UsageException">Both options are given.</exception>
    public static SectionName? Of(ParsedOptions options)
    {
        Check(options);
        if (options.Value("sso-session") is { } session) return SectionName.SsoSession(session);
        return options.Value("services") is { } services ? SectionName.Services(services) : null;
    }

    /// <summary>The section to read, or null where a profile is meant.</summary>
    /// <exception cref="UsageException">Both options are given.</exception>
    /// <exception cref="CommandFailedException">There is no such section.</exception>
    public static ConfigSection? Find(ParsedOptions options, ProfileFiles files)
    {
        Check(options);
        if (options.Value("sso-session") is { } session) return files.FindSsoSession(session) ?? throw Missing(session);
        return options.Value("services") is { } services ? files.FindServices(services) ?? throw Missing(services) : null;
    }

    static void Check(ParsedOptions options)
    {
        if (options.Has("sso-session") && options.Has("services"))
            throw new UsageException("The key \"services\" cannot be specified when one of the following keys are also specified: sso_session");
    }

    static CommandFailedException Missing(string name) => new($"The config sub-section ({name}) could not be found");
}

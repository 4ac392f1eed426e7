using Awl.Cli.CommandLine;
using Awl.Config;

namespace Awl.Cli.Commands.Configure;

/// <summary><c>configure get</c>: prints one value as the files have it. Exit code 1 where they have none.</summary>
/// <remarks>Source: aws-cli v2, customizations/configure/get.py.</remarks>
sealed class Get : ICommand
{
    public CommandSpec Spec { get; } = new("configure get", "Prints one setting of a profile, from the files alone.")
    {
        Options =
        [
            new("varname") { IsPositional = true, IsRequired = true, Summary = "The setting: region, s3.addressing_style, profile.NAME.region." },
            SubSection.SsoSessionOption,
            SubSection.ServicesOption,
        ],
    };

    public Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var name = context.Options.Value("varname")!;
        var section = SubSection.Find(context.Options, context.Settings.Files);
        var found = section is not null ? In(section, name.Split('.')) : InProfiles(context.Settings, name.Split('.'));
        return Task.FromResult(Print(found, name, context));
    }

    static int Print(Found found, string name, CommandContext context)
    {
        if (found.IsTable) context.Terminal.Error.Write($"varname ({name}) must reference a value, not a section or sub-section.\n");
        if (found.Value is null) return 1;

        context.Out.WriteLine(found.Value);
        return 0;
    }

    static Found InProfiles(Settings settings, ReadOnlySpan<string> parts)
    {
        var files = settings.Files;
        if (parts.Length == 1) return In(settings.Profile, parts);
        if (parts is [VariableName.Plugins, var plugin] && files.FindSection(VariableName.Plugins)?.Find(plugin) is { } value) return new(value, false);
        if (parts[0] == "profile") return In(files.FindProfile(parts[1]), parts[2..]);
        return files.FindProfile(parts[0]) is { } named ? In(named, parts[1..]) : In(files.FindProfile(settings.ProfileName), parts);
    }

    static Found In(Profile? profile, ReadOnlySpan<string> parts) => parts switch
    {
        [] => throw new UsageException("The name has a profile in it and no key."),
        _ => In(profile?.SectionOf(parts[0]), parts),
    };

    /// <summary>A third part is passed over.</summary>
    static Found In(ConfigSection? section, ReadOnlySpan<string> parts) => parts switch
    {
        [var table, var key] => new(section?.Find(table, key), false),
        _ => new(section?.Find(parts[0]), section?.HasTable(parts[0]) == true),
    };

    readonly record struct Found(string? Value, bool IsTable);
}

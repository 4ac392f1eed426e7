using Awl.Cli.CommandLine;
using Awl.Config;
using Awl.Credentials.Secure;

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

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var name = context.Options.Value("varname")!;
        var section = SubSection.Find(context.Options, context.Settings.Files);
        var found = section is not null ? In(section, name.Split('.')) : InProfiles(context.Settings, name.Split('.'));
        if (found.Store is { } profile) found = new(await FindStoredAsync(context, profile, name, cancellationToken), false);
        return Print(found, name, context);
    }

    /// <summary>A half of the keys that are in the key store and would else be in a file.</summary>
    static async Task<string?> FindStoredAsync(CommandContext context, Profile profile, string name, CancellationToken cancellationToken)
    {
        var keys = await context.Session.KeyStore.FindAsync(profile.Name, cancellationToken);
        return name.EndsWith(SettingNames.AccessKeyId, StringComparison.Ordinal) ? keys?.AccessKeyId : keys?.SecretAccessKey;
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
        [SettingNames.AccessKeyId or SettingNames.SecretAccessKey] when profile?.SectionOf(parts[0]) is null && KeyStore.IsUsedBy(profile) => new(null, false, profile),
        _ => In(profile?.SectionOf(parts[0]), parts),
    };

    /// <summary>A third part is passed over.</summary>
    static Found In(ConfigSection? section, ReadOnlySpan<string> parts) => parts switch
    {
        [var table, var key] => new(section?.Find(table, key), false),
        _ => new(section?.Find(parts[0]), section?.HasTable(parts[0]) == true),
    };

    /// <param name="Value">The value.</param>
    /// <param name="IsTable">Whether the name is that of a table.</param>
    /// <param name="Store">The profile whose keys in the key store have it.</param>
    readonly record struct Found(string? Value, bool IsTable, Profile? Store = null);
}

using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Config;
using Awl.Credentials.Secure;

namespace Awl.Cli.Commands.Configure;

/// <summary><c>configure set</c>: writes one value, keys to the credentials file, all others to the config file.</summary>
/// <remarks>Source: aws-cli v2, customizations/configure/set.py.</remarks>
sealed class Set : ICommand
{
    public CommandSpec Spec { get; } = new("configure set", "Writes one setting of a profile.")
    {
        Options =
        [
            new("varname") { IsPositional = true, IsRequired = true, Summary = "The setting: region, s3.addressing_style, profile.NAME.region." },
            new("value") { IsPositional = true, IsRequired = true, Summary = "Its new value." },
            SubSection.SsoSessionOption,
            SubSection.ServicesOption,
        ],
    };

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (name, value) = (context.Options.Value("varname")!, context.TextOf("value")!);
        if (SubSection.Of(context.Options) is { } section) await WriteAsync(context, section, VariableName.ParseInSection(name), value, cancellationToken);
        else await WriteAsync(context, VariableName.Parse(name), value, cancellationToken);
        return 0;
    }

    static Task WriteAsync(CommandContext context, VariableName name, string value, CancellationToken cancellationToken)
    {
        var profile = name.Profile ?? context.Settings.ProfileName;
        if (SettingNames.IsSecret(name.Key) && KeyStore.IsUsedBy(context.Settings.Files.FindProfile(profile))) return StoreAsync(context, profile, name.Key, value, cancellationToken);
        if (SettingNames.IsSecret(name.Key))
            return new CredentialsWriter(context).EditAsync(editor => Write(editor, SectionName.Plain(profile), name, value), cancellationToken);

        return name is { Profile: null, Key: VariableName.Plugins, Nested: { } plugin }
            ? WriteAsync(context, SectionName.Plain(VariableName.Plugins), new(null, plugin, null), value, cancellationToken)
            : WriteAsync(context, SectionName.Profile(profile), name, value, cancellationToken);
    }

    /// <summary>Sets one half of keys that are in the key store. In a file it would stand in plain text, and hide the store.</summary>
    static async Task StoreAsync(CommandContext context, string profile, string key, string value, CancellationToken cancellationToken)
    {
        if (key is not (SettingNames.AccessKeyId or SettingNames.SecretAccessKey))
            throw new CommandFailedException($"The keys of the profile ({profile}) are in the key store, which is for keys that last: they have no session token.");

        var store = context.Session.KeyStore;
        var keys = await store.FindAsync(profile, cancellationToken) ?? new("", "");
        await store.WriteAsync(profile, key == SettingNames.AccessKeyId ? keys with { AccessKeyId = value } : keys with { SecretAccessKey = value }, null, cancellationToken);
    }

    static Task WriteAsync(CommandContext context, SectionName section, VariableName name, string value, CancellationToken cancellationToken)
    {
        var files = context.Settings.Files;
        return files.EditAsync(files.ConfigPath, editor => Write(editor, section, name, value), cancellationToken);
    }

    static void Write(ConfigEditor editor, SectionName section, VariableName name, string value)
    {
        if (name.Nested is { } nested) editor.Set(section, name.Key, nested, value);
        else editor.Set(section, name.Key, value);
    }
}

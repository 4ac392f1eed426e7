using Awl.Cli.Errors;
using Awl.Config;
using Awl.Signing;

namespace Awl.Cli.Commands.Configure.Rotation;

/// <summary>Keys that last, and the file that they stand in.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="Path">The file.</param>
sealed record StoredKeys(AwsCredentials Keys, string Path)
{
    /// <exception cref="CommandFailedException">The selected profile has none.</exception>
    public static StoredKeys Of(Settings settings)
    {
        var section = settings.Profile?.SectionOf(SettingNames.AccessKeyId);
        var (id, secret) = (section?.Find(SettingNames.AccessKeyId), section?.Find(SettingNames.SecretAccessKey));
        if (section is null || string.IsNullOrEmpty(id) || string.IsNullOrEmpty(secret))
            throw new CommandFailedException($"The profile ({settings.ProfileName}) has no access key of its own in the files. Only such keys can be rotated.");
        if (section.Find(SettingNames.SessionToken) is not null)
            throw new CommandFailedException($"The keys of the profile ({settings.ProfileName}) are temporary. They end by themselves and cannot be rotated.");

        return new(new(id, secret), section.Path);
    }

    /// <summary>Puts new keys in the place of these, in every profile of the file that has them.</summary>
    public async Task<StoredKeys> ReplaceAsync(CommandContext context, AwsCredentials keys, CancellationToken cancellationToken)
    {
        var files = context.Settings.Files;
        var sections = SectionsWith(files);
        Action<ConfigEditor> edit = editor =>
        {
            foreach (var section in sections)
            {
                editor.Set(section, SettingNames.AccessKeyId, keys.AccessKeyId);
                editor.Set(section, SettingNames.SecretAccessKey, keys.SecretAccessKey);
            }
        };
        if (Path == files.CredentialsPath) await new CredentialsWriter(context).EditAsync(edit, cancellationToken);
        else await files.EditAsync(Path, edit, cancellationToken);
        return new(keys, Path);
    }

    List<SectionName> SectionsWith(ProfileFiles files)
    {
        var isCredentials = Path == files.CredentialsPath;
        var sections = new List<SectionName>();
        foreach (var name in files.ProfileNames)
        {
            var profile = files.GetProfile(name);
            var section = isCredentials ? profile.Credentials : profile.Config;
            if (section?.Find(SettingNames.AccessKeyId) == Keys.AccessKeyId) sections.Add(isCredentials ? SectionName.Plain(name) : SectionName.Profile(name));
        }
        return sections;
    }
}

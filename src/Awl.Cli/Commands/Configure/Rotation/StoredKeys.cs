using Awl.Cli.Errors;
using Awl.Config;
using Awl.Credentials.Secure;
using Awl.Signing;

namespace Awl.Cli.Commands.Configure.Rotation;

/// <summary>Keys that last, and where they are kept.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="Path">The file, or the place of the key store.</param>
sealed record StoredKeys(AwsCredentials Keys, string Path)
{
    bool IsInStore { get; init; }

    /// <exception cref="CommandFailedException">The selected profile has none.</exception>
    public static async Task<StoredKeys> FindAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (settings, store) = (context.Settings, context.Session.KeyStore);
        if (settings.Profile is not { } profile || !KeyStore.IsUsedBy(profile) || profile.Find(SettingNames.AccessKeyId) is not null) return Of(settings);

        return await store.FindAsync(profile.Name, cancellationToken) is { } keys
            ? new(keys, store.PlaceOf(profile.Name)) { IsInStore = true }
            : throw new CommandFailedException($"The key store has no keys of the profile ({profile.Name}).");
    }

    static StoredKeys Of(Settings settings)
    {
        var section = settings.Profile?.SectionOf(SettingNames.AccessKeyId);
        var (id, secret) = (section?.Find(SettingNames.AccessKeyId), section?.Find(SettingNames.SecretAccessKey));
        if (section is null || string.IsNullOrEmpty(id) || string.IsNullOrEmpty(secret))
            throw new CommandFailedException($"The profile ({settings.ProfileName}) has no access key of its own in the files. Only such keys can be rotated.");
        if (section.Find(SettingNames.SessionToken) is not null)
            throw new CommandFailedException($"The keys of the profile ({settings.ProfileName}) are temporary. They end by themselves and cannot be rotated.");

        return new(new(id, secret), section.Path);
    }

    /// <summary>Puts new keys in the place of these, in every profile there that has them.</summary>
    public async Task<StoredKeys> ReplaceAsync(CommandContext context, AwsCredentials keys, CancellationToken cancellationToken)
    {
        if (IsInStore) await ReplaceInStoreAsync(context, keys, cancellationToken);
        else await ReplaceInFileAsync(context, keys, cancellationToken);
        return this with { Keys = keys };
    }

    async Task ReplaceInStoreAsync(CommandContext context, AwsCredentials keys, CancellationToken cancellationToken)
    {
        var (files, store) = (context.Settings.Files, context.Session.KeyStore);
        foreach (var name in files.ProfileNames)
        {
            if (!KeyStore.IsUsedBy(files.FindProfile(name))) continue;
            if ((await store.FindAsync(name, cancellationToken))?.AccessKeyId == Keys.AccessKeyId) await store.WriteAsync(name, keys, null, cancellationToken);
        }
    }

    async Task ReplaceInFileAsync(CommandContext context, AwsCredentials keys, CancellationToken cancellationToken)
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

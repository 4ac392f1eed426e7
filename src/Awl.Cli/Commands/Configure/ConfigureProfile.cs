using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Cli.Terminals;
using Awl.Config;
using Awl.Credentials.Secure;
using Awl.Signing;

namespace Awl.Cli.Commands.Configure;

/// <summary><c>configure</c>: asks for the keys and the settings of a profile. An empty answer keeps what there is.</summary>
/// <remarks>
/// Source: aws-cli v2, customizations/configure/configure.py. With <c>--secure</c> the keys go to the key store, those that stand in the files
/// already too; a profile whose keys are there keeps them there.
/// </remarks>
sealed class ConfigureProfile : ICommand
{
    const string Tip = "\nTip: You can deliver temporary credentials to the AWS CLI using your AWS Console session by running the command 'aws login'.\n\n";

    readonly List<KeyValuePair<string, string>> _keys = [];
    readonly List<KeyValuePair<string, string>> _settings = [];

    public CommandSpec Spec { get; } = new("configure", "Asks for the keys, the region and the output format of a profile, and writes them to its files.")
    {
        Options = [.. SecureOptions.WithWayBack],
    };

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var place = SecureOptions.PlaceOf(context.Options);
        var files = context.Settings.Files;
        var name = context.Settings.ProfileName;
        var profile = files.FindProfile(name);
        var isStored = KeyStore.IsUsedBy(profile);
        var isSecure = context.Options.Flag(SecureOptions.Name) ?? isStored;
        if (isSecure) SecureKeys.CheckProfile(profile);
        if (HasNothing(profile)) context.Out.Write(Tip);

        var dropsToken = await AskForKeysAsync(profile, isSecure || isStored, context.Terminal, cancellationToken);
        await AskAsync(_settings, SettingNames.Region, "Default region name", profile, context.Terminal, cancellationToken);
        await AskAsync(_settings, SettingNames.Output, "Default output format", profile, context.Terminal, cancellationToken);

        if (isSecure || isStored) await WriteSecureAsync(context, name, profile, isSecure, place, cancellationToken);
        else if (_keys.Count > 0) await new CredentialsWriter(context).WriteAsync(name, _keys, dropsToken, cancellationToken);
        if (_settings.Count > 0) await files.EditAsync(files.ConfigPath, editor => SetAll(editor, SectionName.Profile(name)), cancellationToken);
        return 0;
    }

    static bool HasNothing(Profile? profile) => profile is null or { Config: null or { Keys.Count: 0 }, Credentials: null or { Keys.Count: 0 } };

    /// <summary>Asks for both halves of the keys, and for the session token where one belongs to them.</summary>
    /// <returns>Whether the token that is there belonged to keys that are now replaced by some that last.</returns>
    async Task<bool> AskForKeysAsync(Profile? profile, bool isSecure, Terminal terminal, CancellationToken cancellationToken)
    {
        var given = await AskAsync(_keys, SettingNames.AccessKeyId, "AWS Access Key ID", profile, terminal, cancellationToken);
        await AskAsync(_keys, SettingNames.SecretAccessKey, "AWS Secret Access Key", profile, terminal, cancellationToken, isHidden: isSecure);
        if (isSecure) return false;

        var hasToken = profile?.Find(SettingNames.SessionToken) is not null;
        if (!IsTemporary(given ?? profile?.Find(SettingNames.AccessKeyId)) && (given is not null || !hasToken)) return hasToken && given is not null;

        await AskAsync(_keys, SettingNames.SessionToken, "AWS Session Token", profile, terminal, cancellationToken);
        return false;
    }

    /// <remarks>AWS CLI asks for the token of a temporary key only when the key is new; we ask too when a key that is there lacks it.</remarks>
    static bool IsTemporary(string? accessKeyId) => accessKeyId?.StartsWith("ASIA", StringComparison.Ordinal) == true;

    /// <returns>The new value, or null where the old one stays.</returns>
    static async Task<string?> AskAsync(
        List<KeyValuePair<string, string>> values, string key, string question, Profile? profile, Terminal terminal, CancellationToken cancellationToken, bool isHidden = false)
    {
        var current = profile?.Find(key);
        var prompt = $"{question} [{Shown(key, current, profile)}]: ";
        var answer = isHidden && terminal.InputIsKeyboard
            ? await terminal.PromptHiddenAsync(prompt, cancellationToken)
            : await terminal.PromptAsync(prompt, cancellationToken);
        if (answer.Length == 0 || answer == current) return null;

        values.Add(new(key, answer));
        return answer;
    }

    static string Shown(string key, string? current, Profile? profile)
    {
        if (current is not null) return SettingNames.IsSecret(key) ? MaskedValue.Of(current) : current;
        return SettingNames.IsSecret(key) && KeyStore.IsUsedBy(profile) ? "in the key store" : "None";
    }

    /// <summary>Moves the keys to where they shall be. Those in the files count more than those in the store, as they do in a call.</summary>
    async Task WriteSecureAsync(CommandContext context, string name, Profile? profile, bool isSecure, KeyStorePlace? place, CancellationToken cancellationToken)
    {
        var hasPlain = profile?.Find(SettingNames.AccessKeyId) is not null;
        if (isSecure && _keys.Count == 0 && !hasPlain && (place is null || !KeyStore.IsUsedBy(profile))) return;

        var secure = new SecureKeys(context);
        var keys = await CompleteAsync(context.Session.KeyStore, name, profile, cancellationToken);
        if (isSecure) SecureOptions.Tell(context, name, await secure.StoreAsync(name, keys, place, cancellationToken));
        else await secure.RestoreAsync(name, keys, cancellationToken);
    }

    /// <summary>Both halves: what was answered, else what the files have, else what the store has.</summary>
    async Task<AwsCredentials> CompleteAsync(KeyStore store, string name, Profile? profile, CancellationToken cancellationToken)
    {
        var (id, secret) = (Answer(SettingNames.AccessKeyId, profile), Answer(SettingNames.SecretAccessKey, profile));
        var stored = (id is null || secret is null) && KeyStore.IsUsedBy(profile) ? await store.FindAsync(name, cancellationToken) : null;
        (id, secret) = (id ?? stored?.AccessKeyId, secret ?? stored?.SecretAccessKey);
        if (id is null || secret is null) throw new CommandFailedException("An access key has two halves, and one of them is missing.");

        var isOld = Answer(SettingNames.AccessKeyId, null) is null;
        return new(id, secret, isOld ? profile?.Find(SettingNames.SessionToken) : null);
    }

    string? Answer(string key, Profile? profile) => _keys.Find(pair => pair.Key == key).Value ?? profile?.Find(key);

    void SetAll(ConfigEditor editor, SectionName section)
    {
        foreach (var (key, value) in _settings) editor.Set(section, key, value);
    }
}

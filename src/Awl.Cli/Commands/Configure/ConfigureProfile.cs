using Awl.Cli.CommandLine;
using Awl.Cli.Terminals;
using Awl.Config;

namespace Awl.Cli.Commands.Configure;

/// <summary><c>configure</c>: asks for the keys and the settings of a profile. An empty answer keeps what there is.</summary>
/// <remarks>Source: aws-cli v2, customizations/configure/configure.py.</remarks>
sealed class ConfigureProfile : ICommand
{
    const string Tip = "\nTip: You can deliver temporary credentials to the AWS CLI using your AWS Console session by running the command 'aws login'.\n\n";

    readonly List<KeyValuePair<string, string>> _keys = [];
    readonly List<KeyValuePair<string, string>> _settings = [];

    public CommandSpec Spec { get; } = new("configure", "Asks for the keys, the region and the output format of a profile, and writes them to its files.");

    public async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var files = context.Settings.Files;
        var name = context.Settings.ProfileName;
        var profile = files.FindProfile(name);
        if (HasNothing(profile)) context.Out.Write(Tip);

        var dropsToken = await AskForKeysAsync(profile, context.Terminal, cancellationToken);
        await AskAsync(_settings, SettingNames.Region, "Default region name", profile, context.Terminal, cancellationToken);
        await AskAsync(_settings, SettingNames.Output, "Default output format", profile, context.Terminal, cancellationToken);

        if (_keys.Count > 0) await new CredentialsWriter(context).WriteAsync(name, _keys, dropsToken, cancellationToken);
        if (_settings.Count > 0) await files.EditAsync(files.ConfigPath, editor => SetAll(editor, SectionName.Profile(name)), cancellationToken);
        return 0;
    }

    static bool HasNothing(Profile? profile) => profile is null or { Config: null or { Keys.Count: 0 }, Credentials: null or { Keys.Count: 0 } };

    /// <summary>Asks for both halves of the keys, and for the session token where one belongs to them.</summary>
    /// <returns>Whether the token that is there belonged to keys that are now replaced by some that last.</returns>
    async Task<bool> AskForKeysAsync(Profile? profile, Terminal terminal, CancellationToken cancellationToken)
    {
        var given = await AskAsync(_keys, SettingNames.AccessKeyId, "AWS Access Key ID", profile, terminal, cancellationToken);
        await AskAsync(_keys, SettingNames.SecretAccessKey, "AWS Secret Access Key", profile, terminal, cancellationToken);

        var hasToken = profile?.Find(SettingNames.SessionToken) is not null;
        if (!IsTemporary(given ?? profile?.Find(SettingNames.AccessKeyId)) && (given is not null || !hasToken)) return hasToken && given is not null;

        await AskAsync(_keys, SettingNames.SessionToken, "AWS Session Token", profile, terminal, cancellationToken);
        return false;
    }

    /// <remarks>AWS CLI asks for the token of a temporary key only when the key is new; we ask too when a key that is there lacks it.</remarks>
    static bool IsTemporary(string? accessKeyId) => accessKeyId?.StartsWith("ASIA", StringComparison.Ordinal) == true;

    /// <returns>The new value, or null where the old one stays.</returns>
    static async Task<string?> AskAsync(
        List<KeyValuePair<string, string>> values, string key, string question, Profile? profile, Terminal terminal, CancellationToken cancellationToken)
    {
        var current = profile?.Find(key);
        var shown = current is null ? "None" : SettingNames.IsSecret(key) ? MaskedValue.Of(current) : current;
        var answer = await terminal.PromptAsync($"{question} [{shown}]: ", cancellationToken);
        if (answer.Length == 0 || answer == current) return null;

        values.Add(new(key, answer));
        return answer;
    }

    void SetAll(ConfigEditor editor, SectionName section)
    {
        foreach (var (key, value) in _settings) editor.Set(section, key, value);
    }
}

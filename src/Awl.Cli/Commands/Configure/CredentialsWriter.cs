using Awl.Config;

namespace Awl.Cli.Commands.Configure;

/// <summary>Writes keys to the credentials file, and warns when others can read it.</summary>
sealed class CredentialsWriter(CommandContext context)
{
    const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Sets the keys of one profile.</summary>
    public Task WriteAsync(string profile, IReadOnlyList<KeyValuePair<string, string>> keys, bool dropsToken, CancellationToken cancellationToken)
        => EditAsync(editor =>
        {
            var section = SectionName.Plain(profile);
            foreach (var (key, value) in keys) editor.Set(section, key, value);
            if (dropsToken) editor.Remove(section, SettingNames.SessionToken);
        }, cancellationToken);

    /// <summary>Changes the credentials file.</summary>
    public async Task EditAsync(Action<ConfigEditor> edit, CancellationToken cancellationToken)
    {
        var files = context.Settings.Files;
        await files.EditAsync(files.CredentialsPath, edit, cancellationToken);
        WarnIfOthersCanRead(files.CredentialsPath);
    }

    /// <remarks>Source: aws-cli v2, as seen: the mode is the user's own and stays.</remarks>
    void WarnIfOthersCanRead(string path)
    {
        if (context.Machine.FindMode(path) is not { } mode || (mode & Others) == 0) return;

        context.Terminal.Flush();
        context.Terminal.Error.Write(
            $"\naws: [WARNING]: The file '{path}' is accessible by other users. Consider running 'chmod 600 {path}' to restrict access to only your user.\n");
    }
}

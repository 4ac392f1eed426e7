namespace Awl.Cli.Commands.Doctor;

/// <summary>Whether files with secrets can be read, or their folder be written, by others.</summary>
sealed class ModesCheck : ICheck
{
    const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    static string[] CacheFolders => ["~/.aws/cli/cache", "~/.aws/sso/cache", "~/.aws/login/cache"];

    public string Name => "modes";

    public Task<IReadOnlyList<Finding>> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (machine, files) = (context.Machine, context.Settings.Files);
        var findings = new List<Finding>();
        Look(files.CredentialsPath, Others, "has secrets and can be read by other users");
        Look(files.ConfigPath, OthersWrite, "can be changed by other users, and it can name programs to run");
        Look(machine.ExpandPath("~/.aws"), OthersWrite, "is a folder that other users can put files into");
        Look(machine.ExpandPath("~/.aws/awl/keys.json"), Others, "has the keys under a passphrase, which others could try to guess");
        foreach (var folder in CacheFolders)
        {
            var path = machine.ExpandPath(folder);
            foreach (var name in machine.ListFolder(path)) Look(Path.Combine(path, name), Others, "has a session's secrets and can be read by other users");
        }
        if (findings.Count == 0) findings.Add(Finding.Ok("what is secret can be read by you alone"));
        return Task.FromResult<IReadOnlyList<Finding>>(findings);

        void Look(string path, UnixFileMode wrong, string what)
        {
            if (machine.FindMode(path) is not { } mode || (mode & wrong) == 0) return;
            var folder = (mode & UnixFileMode.UserExecute) != 0;
            findings.Add(new(Severity.Problem, $"{what} (mode {Convert.ToString((int)mode, 8)})") { Path = path, Fix = $"chmod {(folder ? "700" : "600")} {path}" });
        }
    }
}

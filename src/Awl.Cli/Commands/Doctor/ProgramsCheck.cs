namespace Awl.Cli.Commands.Doctor;

/// <summary>Whether <c>awl</c> is found, and what <c>aws</c> runs.</summary>
sealed class ProgramsCheck : ICheck
{
    const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public string Name => "programs";

    public Task<IReadOnlyList<Finding>> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (awl, aws) = (FindAll(context.Machine, "awl"), FindAll(context.Machine, "aws"));
        return Task.FromResult<IReadOnlyList<Finding>>([.. About("awl", awl), .. AboutAws(aws, awl)]);
    }

    static IEnumerable<Finding> About(string name, List<string> places)
    {
        if (places.Count == 0)
        {
            yield return new(Severity.Note, $"{name} is in no folder of PATH, so a shell does not find it by its name.") { Fix = $"ln -s /path/to/{name} ~/.local/bin/{name}, and have ~/.local/bin in PATH" };
        }
        else if (places.Count == 1) yield return Finding.Ok($"{name} is {places[0]}");
        else yield return new(Severity.Note, $"{name} is {places[0]}, which hides {string.Join(", ", places[1..])}") { Fix = "Remove the ones that are not wanted." };
    }

    static IEnumerable<Finding> AboutAws(List<string> aws, List<string> awl)
    {
        if (aws.Count > 0)
        {
            foreach (var finding in About("aws", aws)) yield return finding;
            yield break;
        }
        yield return new(Severity.Note, "There is no aws in PATH: scripts that call it end with \"aws: command not found\".")
        {
            Fix = awl.Count > 0 ? $"ln -s {awl[0]} {Path.Combine(Path.GetDirectoryName(awl[0])!, "aws")}" : "Link awl as aws in a folder of PATH.",
        };
    }

    /// <summary>The programs of that name that a shell would find, the one that it runs first. A link and its target both count.</summary>
    static List<string> FindAll(Machine machine, string name)
    {
        var found = new List<string>();
        var file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        foreach (var folder in (machine.Variable("PATH") ?? "").Split(Path.PathSeparator))
        {
            if (folder.Length == 0 || !machine.ListFolder(folder).Contains(file)) continue;
            var path = Path.Combine(folder, file);
            if ((machine.FindMode(path) ?? Executable) is var mode && (mode & Executable) != 0 && !found.Contains(path)) found.Add(path);
        }
        return found;
    }
}

using Awl.Cli.CommandLine;

namespace Awl.Cli.Commands;

/// <summary>Hands a command over to <c>awl-local</c>, the program with the servers: it lies beside this one.</summary>
static class LocalProgram
{
    /// <summary>Starts it in our place.</summary>
    /// <param name="context">The line: profile, region and endpoint go along.</param>
    /// <param name="words">What it is to do: <c>imds serve</c>.</param>
    /// <param name="command">The command that it is to run, or nothing.</param>
    /// <returns>Its exit code, where this process lives on.</returns>
    /// <exception cref="LocalFileException">It is not there.</exception>
    public static int Run(CommandContext context, string words, IReadOnlyList<string>? command = null)
    {
        List<string> args = [.. words.Split(' '), .. GlobalWords(context.Globals)];
        foreach (var entry in context.Options.Entries)
        {
            if (entry.Option.IsPositional) continue;
            args.Add(entry.Option.Spelling);
            args.AddRange(entry.Values);
        }
        if (command is { Count: > 0 }) args.AddRange(["--", .. command]);
        return context.Terminal.HandOver(PathOf(context.Machine), args);
    }

    static string PathOf(Machine machine) => machine.Variable("AWL_LOCAL") is { Length: > 0 } path ? path
        : Path.Combine(Path.GetDirectoryName(Environment.ProcessPath) ?? "", OperatingSystem.IsWindows() ? "awl-local.exe" : "awl-local");

    static IEnumerable<string> GlobalWords(GlobalOptions globals)
    {
        if (globals.Profile is { } profile) yield return $"--profile={profile}";
        if (globals.Region is { } region) yield return $"--region={region}";
        if (globals.EndpointUrl is { } url) yield return $"--endpoint-url={url}";
        if (globals.Debug) yield return "--debug";
    }
}

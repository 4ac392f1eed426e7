namespace Awl.Cli.CommandLine;

/// <summary>A line after its first reading: the global options, wherever they stood, and the rest.</summary>
/// <param name="Globals">The options that every command takes.</param>
/// <param name="Command">The first word that is no option: a service, a group, a command. Empty when only the version is asked for.</param>
/// <param name="Rest">What is left, in order.</param>
sealed record Line(GlobalOptions Globals, string Command, IReadOnlyList<string> Rest)
{
    /// <exception cref="UsageException">A global option is wrong, or there is no command.</exception>
    public static Line Parse(IReadOnlyList<string> args)
    {
        OptionSpec[] specs = [.. GlobalOptions.Specs(), new("command") { IsPositional = true, IsRequired = true }];
        var parsed = new Grammar(specs) { RequiresAll = static parsed => !parsed.Has("version") }.Parse(args, out var rest);
        return new(GlobalOptions.Of(parsed), parsed.Value("command") ?? "", rest);
    }
}

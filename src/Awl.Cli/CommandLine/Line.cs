namespace Awl.Cli.CommandLine;

/// <summary>A line after its first reading: the global options, wherever they stood, and the rest.</summary>
/// <param name="Globals">The options that every command takes.</param>
/// <param name="Command">The first word that is no option: a service, a group, a command. Empty when only the version is asked for.</param>
/// <param name="Rest">What is left, in order.</param>
sealed record Line(GlobalOptions Globals, string Command, IReadOnlyList<string> Rest)
{
    const string HelpOption = "--help";

    /// <summary>Whether <c>--help</c> stands in the line: then it is not run but explained.</summary>
    /// <remarks>AWS CLI has no such option, so nothing that works there means something else here.</remarks>
    public bool AsksForHelp { get; init; }

    ParsedOptions Parsed { get; init; } = new();

    /// <summary>The line with other options before those given, another command where they name one, and other words after it.</summary>
    public Line With(ParsedOptions given, IReadOnlyList<string> rest)
    {
        var merged = new ParsedOptions();
        foreach (var entry in Parsed.Entries) merged.Set(entry.Option, [.. entry.Values]);
        foreach (var entry in given.Entries) merged.Set(entry.Option, [.. entry.Values]);
        return this with { Globals = GlobalOptions.Of(merged), Command = given.Value("command") ?? Command, Rest = rest, Parsed = merged };
    }

    /// <exception cref="UsageException">A global option is wrong, or there is no command.</exception>
    public static Line Parse(IReadOnlyList<string> args)
    {
        var asksForHelp = AsksForHelpIn(args);
        if (asksForHelp) args = [.. args.Where(static word => word != HelpOption)];

        OptionSpec[] specs = [.. GlobalOptions.Specs(), new("command") { IsPositional = true, IsRequired = true }];
        var parsed = new Grammar(specs) { RequiresAll = parsed => !asksForHelp && !parsed.Has("version") }.Parse(args, out var rest);
        return new(GlobalOptions.Of(parsed), parsed.Value("command") ?? "", rest) { AsksForHelp = asksForHelp, Parsed = parsed };
    }

    static bool AsksForHelpIn(IReadOnlyList<string> args)
    {
        foreach (var word in args)
        {
            if (word == "--") return false;
            if (word == HelpOption) return true;
        }
        return false;
    }
}

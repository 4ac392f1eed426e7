using Awl.Cli.Errors;

namespace Awl.Cli.CommandLine;

/// <summary>The last reading of a line: a command's own options.</summary>
static class CommandOptions
{
    /// <exception cref="UsageException">An option is wrong or missing.</exception>
    /// <exception cref="UnknownOptionsException">The command has no use for some words.</exception>
    public static ParsedOptions Parse(CommandSpec spec, IReadOnlyList<string> args)
        => spec.IsModelled ? ParseModelled(spec, args) : ParseOwn(spec, args);

    /// <summary>Whether the words of a modelled command, right as they are, end with <c>help</c>: then it is explained.</summary>
    public static bool AskForHelp(CommandSpec spec, IReadOnlyList<string> args)
    {
        if (args is ["help"]) return true;
        if (args is not [.., "help"]) return false;

        OptionSpec[] options = [.. spec.Options, new("help") { IsPositional = true, Arity = Arity.Optional }];
        return new Grammar(options) { RequiresAll = static _ => false }.Parse(args, out var rest).Value("help") == "help" && rest.Count == 0;
    }

    /// <remarks>
    /// One value too many is taken for the word <c>help</c>, which shows in the order of the message; an empty one is not missed.
    /// Source: aws-cli v2, clidriver.py, <c>ServiceOperation.__call__</c>.
    /// </remarks>
    static ParsedOptions ParseModelled(CommandSpec spec, IReadOnlyList<string> args)
    {
        OptionSpec[] options = [.. spec.Options, new("help") { IsPositional = true, Arity = Arity.Optional }];
        var parsed = new Grammar(options) { RequiresAll = static parsed => !HasWholeInput(parsed) }.Parse(args, out var rest);
        if (parsed.Value("help") is { Length: > 0 } extra) rest.Add(extra);
        if (rest.Count > 0) throw Unknown(spec, rest);
        return parsed;
    }

    /// <remarks>Source: aws-cli v2, customizations/commands.py.</remarks>
    static ParsedOptions ParseOwn(CommandSpec spec, IReadOnlyList<string> args)
    {
        var parsed = new Grammar(spec.Options).Parse(args, out var rest);
        return rest.Count == 0 ? parsed : throw new UsageException($"Unknown options: {string.Join(',', rest)}");
    }

    /// <summary>Required members may come from JSON or YAML, or nothing is called at all. The sample of an output does check the input.</summary>
    static bool HasWholeInput(ParsedOptions parsed)
        => parsed.Has("cli-input-json") || parsed.Has("cli-input-yaml") || parsed.Find("generate-cli-skeleton") is { Values: not ["output"] };

    static UnknownOptionsException Unknown(CommandSpec spec, List<string> words)
    {
        var suggestions = new List<string>();
        foreach (var word in words)
        {
            if (word.StartsWith("--", StringComparison.Ordinal)) suggestions.AddRange(CloseMatches.Of(word.Split('=')[0], Spellings(spec)));
        }
        return new(words, suggestions);
    }

    static IEnumerable<string> Spellings(CommandSpec spec)
    {
        foreach (var option in spec.Options)
        {
            if (option is { IsPositional: false, IsHidden: false }) yield return option.Spelling;
        }
        foreach (var option in GlobalOptions.Specs()) yield return option.Spelling;
    }
}

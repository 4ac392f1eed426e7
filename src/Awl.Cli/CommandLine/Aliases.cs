using Awl.Cli.Errors;
using Awl.Config;

namespace Awl.Cli.CommandLine;

/// <summary>The user's own names for commands: <c>~/.aws/cli/alias</c>.</summary>
/// <remarks>
/// <c>[toplevel]</c> holds those for the first word, <c>[command ec2]</c> those after <c>ec2</c>. A value that starts with <c>!</c> is a line for
/// the shell, any other the words that stand for the name. Source: aws-cli v2, alias.py; what it prints was seen with 2.36.12.
/// </remarks>
sealed class Aliases(IReadOnlyList<ConfigSection> sections)
{
    const string TopLevel = "toplevel";

    /// <summary>An alias of an alias, and so on: longer than this, it is a circle.</summary>
    const int MostSteps = 50;

    /// <exception cref="ConfigurationException">The file is no text.</exception>
    public static Aliases Read(Machine machine) => new(ProfileFiles.ReadSections(machine, machine.ExpandPath("~/.aws/cli/alias")));

    /// <summary>The names that may follow a path; empty for the program.</summary>
    public IReadOnlyList<string> NamesBelow(string path) => Section(path)?.Keys ?? [];

    /// <summary>Replaces the names in a line by what they stand for.</summary>
    /// <returns>The line that is meant, or the shell's line that is to be run instead.</returns>
    /// <exception cref="UsageException">What an alias stands for is no line.</exception>
    /// <exception cref="CommandFailedException">An alias cannot be used.</exception>
    public ExpandedLine Expand(Line line)
    {
        if (sections.Count == 0) return new(line, null);
        for (var step = 0; Find("", line.Command) is { } value; step++)
        {
            if (value is ['!', ..]) return new(line, ShellLine(value, line.Rest, line));
            var alias = line.Command;
            if (step == MostSteps) throw new CommandFailedException($"The alias \"{alias}\" stands for itself.");

            line = line.With(Globals(alias, value, out var rest), [.. rest, .. line.Rest]);
            if (line.Command == alias) break;   // the command that the alias hides
        }
        return ExpandBelow(line);
    }

    /// <summary>Replaces the names after the first word, as deep as there are sections for.</summary>
    ExpandedLine ExpandBelow(Line line)
    {
        var (path, depth) = (line.Command, 0);
        for (var step = 0; depth < line.Rest.Count; step++)
        {
            var word = line.Rest[depth];
            if (Find(path, word) is not { } value)
            {
                (path, depth) = ($"{path} {word}", depth + 1);
                continue;
            }
            if (value is ['!', ..]) return new(line, ShellLine(value, line.Rest.Skip(depth + 1), line));
            if (step == MostSteps) throw new CommandFailedException($"The alias \"{word}\" stands for itself.");

            var globals = GlobalsOnly(word, value, out var words);
            line = line.With(globals, [.. line.Rest.Take(depth), .. words, .. line.Rest.Skip(depth + 1)]);
            if (words is [var first, ..] && first == word) (path, depth) = ($"{path} {word}", depth + 1);
        }
        return new(line, null);
    }

    string? Find(string path, string word) => Section(path) is { } section && section.Keys.Contains(word) ? section.FindText(word)?.Trim() : null;

    ConfigSection? Section(string path)
    {
        var header = path.Length == 0 ? TopLevel : $"command {path}";
        foreach (var section in sections)
        {
            if (section.Header == header) return section;
        }
        return null;
    }

    static string ShellLine(string value, IEnumerable<string> args, Line line)
        => string.Join(' ', [value[1..], .. args.Select(ShellWords.Quote), .. line.AsksForHelp ? ["--help"] : Array.Empty<string>()]);

    /// <summary>The global options of an alias for a first word; the command is the first of the other words.</summary>
    static ParsedOptions Globals(string alias, string value, out List<string> rest)
    {
        OptionSpec[] specs = [.. GlobalOptions.Specs(), new("command") { IsPositional = true, IsRequired = true }];
        return Checked(alias, new Grammar(specs).Parse(WordsOf(alias, value), out rest));
    }

    static ParsedOptions GlobalsOnly(string alias, string value, out List<string> rest)
        => Checked(alias, new Grammar(GlobalOptions.Specs()).Parse(WordsOf(alias, value), out rest));

    static List<string> WordsOf(string alias, string value) => ShellWords.Split(value)
        ?? throw new CommandFailedException($"Value of alias \"{alias}\" could not be parsed. Received error: No closing quotation when parsing:\n{value}");

    static ParsedOptions Checked(string alias, ParsedOptions parsed)
    {
        foreach (var name in (ReadOnlySpan<string>)["debug", "profile"])
        {
            if (parsed.Has(name)) throw new CommandFailedException($"Global parameter \"--{name}\" detected in alias \"{alias}\" which is not supported in subcommand aliases.");
        }
        return parsed;
    }
}

/// <summary>A line without aliases.</summary>
/// <param name="Line">The line.</param>
/// <param name="ShellLine">What the shell is to run instead, or null.</param>
readonly record struct ExpandedLine(Line Line, string? ShellLine);

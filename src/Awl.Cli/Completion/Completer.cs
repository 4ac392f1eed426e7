using Awl.Cli.CommandLine;
using Awl.Cli.Commands;
using Awl.Model;

namespace Awl.Cli.Completion;

/// <summary>Finds what the word at the cursor may become: commands, options that are not given yet, values.</summary>
sealed class Completer(CommandTable commands, OptionValues values)
{
    /// <summary>The candidates that start with what is typed, in the order of the help.</summary>
    public List<Candidate> Complete(TypedLine line)
    {
        var typed = new TypedCommand(commands, line.Words);
        var found = new List<Candidate>();
        foreach (var candidate in CandidatesFor(typed, line.Current))
        {
            if (candidate.Text.StartsWith(line.Current, StringComparison.Ordinal)) found.Add(candidate);
        }
        return found;
    }

    IEnumerable<Candidate> CandidatesFor(TypedCommand typed, string current)
    {
        if (current is ['-', ..]) return current.Contains('=', StringComparison.Ordinal) ? InlineValues(typed, current) : Options(typed);
        if (typed.Waiting is { } option)
        {
            List<Candidate> found = [.. values.Of(typed, option, current)];
            return found.Count > 0 || !typed.IsSatisfied || current.Length > 0 ? found : Options(typed);
        }
        if (typed.Node.Command is null) return typed.Positionals.Count == 0 ? Words(typed.Node, current) : [];

        List<Candidate> words = [.. Words(typed.Node, current), .. PositionalValues(typed, current)];
        return words.Count > 0 || current.Length > 0 ? words : Options(typed);
    }

    /// <summary><c>--option=value</c>.</summary>
    IEnumerable<Candidate> InlineValues(TypedCommand typed, string current)
    {
        var equals = current.IndexOf('=', StringComparison.Ordinal);
        if (typed.FindOption(current[..equals]) is not { Arity.Most: > 0 } option) yield break;
        foreach (var value in values.Of(typed, option, current[(equals + 1)..])) yield return value with { Text = current[..(equals + 1)] + value.Text };
    }

    static IEnumerable<Candidate> Options(TypedCommand typed)
    {
        foreach (var option in typed.Options)
        {
            if (option is { IsPositional: false, IsHidden: false } && (option.Accumulates || !typed.IsGiven(option)) && !IsExcluded(typed, option))
                yield return new(option.Spelling, DescriptionOf(option));
        }
    }

    /// <summary>Own options of a command with these names stand before the global ones.</summary>
    static bool IsExcluded(TypedCommand typed, OptionSpec option)
        => typed.IsGlobal(option) && typed.Node.Options.Any(own => own.Name == option.Name);

    static string DescriptionOf(OptionSpec option)
    {
        if (option.Summary is { } summary) return summary;
        var type = option.Member is { } member ? Help.ValueForms.TypeOf(member.Shape) : option.Kind.ToString().ToLowerInvariant();
        return option.IsRequired || option.Member?.IsRequired == true ? type + ", required" : type;
    }

    IEnumerable<Candidate> Words(CommandNode node, string current)
    {
        foreach (var name in commands.ChildNames(node))
        {
            if (name.StartsWith(current, StringComparison.Ordinal)) yield return new(name, DescriptionOf(node, name));
        }
        if (node.Command is null) yield return new("help", "Explains the commands.");
    }

    string DescriptionOf(CommandNode node, string name)
    {
        if (node.IsProgram && commands.Services.FindDespiteFiles(name) is { } service) return service.FullName;
        return node.Service is null && commands.FindChild(node, name)?.Command?.Spec.Summary is { } summary ? summary : "";
    }

    IEnumerable<Candidate> PositionalValues(TypedCommand typed, string current)
    {
        OptionSpec? at = null;
        var skip = typed.Positionals.Count;
        foreach (var option in typed.Node.Options)
        {
            if (!option.IsPositional) continue;
            at = option;
            if (skip < option.Arity.Most) return values.Of(typed, option, current);
            skip -= option.Arity.Most;
        }
        return at is null && typed.Node.Service is not null && "help".StartsWith(current, StringComparison.Ordinal) && current.Length > 0 ? [new("help")] : [];
    }
}

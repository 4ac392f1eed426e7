using Awl.Model;

namespace Awl.Cli.CommandLine;

/// <summary>An option or a positional of a command, as data: the parser, the help, the completion and the list of commands read it.</summary>
/// <param name="Name">Without dashes: <c>page-size</c>; a positional's word in the help: <c>outfile</c>.</param>
/// <param name="Kind">What its value is.</param>
sealed record OptionSpec(string Name, ValueKind Kind = ValueKind.String)
{
    /// <summary>What it is for, in a sentence; null where the model's documentation tells.</summary>
    public string? Summary { get; init; }

    public Arity Arity { get; init; } = Kind == ValueKind.Boolean ? Arity.None : Arity.One;

    /// <summary>It takes other numbers of words than one, and AWS CLI's own list of options does not say so.</summary>
    public bool HidesArity { get; init; }

    /// <summary>The command refuses to run without it.</summary>
    /// <remarks>A flag is never missed by the parser: a boolean of the model that is required is missed when the input is validated.</remarks>
    public bool IsRequired { get; init; }

    public bool IsPositional { get; init; }

    /// <summary>Accepted, but shown neither in help nor by completion: old spellings, native paging tokens.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Where its value goes: <c>--no-dry-run</c> says false to <c>dry-run</c>. Options may share it; the last on the line wins.</summary>
    public string Destination { get; init; } = Name;

    /// <summary>What a flag says to its destination.</summary>
    public bool FlagValue { get; init; } = true;

    /// <summary>Each occurrence adds its words instead of replacing those before (<c>s3 --include</c>).</summary>
    public bool Accumulates { get; init; }

    /// <summary>The words that it accepts; empty for any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>AWS CLI has no such option: it is found by its whole name only, so that no shortened option of AWS CLI's becomes another.</summary>
    public bool IsOurs { get; init; }

    /// <summary>How many of the words behind it may be its own. An optional value of our own options stands behind <c>=</c> only.</summary>
    public int MostWords => IsOurs && Arity.Least == 0 ? 0 : Arity.Most;

    /// <summary>The text must read as a number on the line already, before anything else is looked at.</summary>
    public bool IsCheckedByParser { get; init; }

    /// <summary>The member of an operation's input that it fills, or null.</summary>
    public Member? Member { get; init; }

    /// <summary>Where the member stands in the input, when it is not at its top: <c>Image.Bytes</c>, <c>MetricData[0].Unit</c>.</summary>
    public string? Path { get; init; }

    /// <summary>A member that may not come in its value, because an option of its own is for it, and what to say then.</summary>
    public (string Member, string Message)? Refusal { get; init; }

    /// <summary>The option of a member whose name a paging option took: it is meant when automatic paging is off.</summary>
    public OptionSpec? Shadows { get; init; }

    /// <summary>As the user types it.</summary>
    public string Spelling => IsPositional ? Name : "--" + Name;

    /// <summary>Whether it accepts the word.</summary>
    public bool Allows(string word)
    {
        foreach (var choice in Choices)
        {
            if (choice == word) return true;
        }
        return Choices.Count == 0;
    }
}

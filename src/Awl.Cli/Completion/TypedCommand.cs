using Awl.Cli.CommandLine;
using Awl.Cli.Commands;

namespace Awl.Cli.Completion;

/// <summary>What the words before the cursor say: the command, the options that are given, the option that waits for a value.</summary>
/// <remarks>More lenient than the grammar: what is wrong or unknown is passed over, as the line is not finished.</remarks>
sealed class TypedCommand
{
    readonly CommandTable _commands;
    readonly OptionSpec[] _globals = GlobalOptions.Specs();
    readonly Dictionary<string, List<string>> _given = [];
    int _taken;

    public TypedCommand(CommandTable commands, IReadOnlyList<string> words)
    {
        (_commands, Node) = (commands, new(""));
        foreach (var word in words) Read(word);
    }

    /// <summary>The place in the tree of commands that the words lead to.</summary>
    public CommandNode Node { get; private set; }

    /// <summary>The option that the word at the cursor may be a value of, or null.</summary>
    public OptionSpec? Waiting { get; private set; }

    /// <summary>Whether the option at the cursor has the words that it needs.</summary>
    public bool IsSatisfied => Waiting is not { } option || _taken >= Math.Max(1, option.Arity.Least);

    /// <summary>The words that no option took and that lead to no command.</summary>
    public List<string> Positionals { get; } = [];

    /// <summary>The options of the place, and those that work everywhere.</summary>
    public IEnumerable<OptionSpec> Options => Node.Options.Concat(_globals);

    public bool IsGlobal(OptionSpec option) => _globals.Contains(option);

    public bool IsGiven(OptionSpec option) => _given.ContainsKey(option.Destination);

    /// <summary>The value that was given for an option, or null.</summary>
    public string? Value(string option) => _given.GetValueOrDefault(option) is [var value, ..] ? value : null;

    /// <summary>The option of that spelling, or the only one that starts so; null where there is none or more than one.</summary>
    public OptionSpec? FindOption(string spelling)
    {
        OptionSpec? found = null;
        foreach (var option in Options)
        {
            if (option.IsPositional || !option.Spelling.StartsWith(spelling, StringComparison.Ordinal)) continue;
            if (option.Spelling.Length == spelling.Length) return option;
            if (found is not null) return null;
            found = option;
        }
        return found;
    }

    void Read(string word)
    {
        if (word.StartsWith("--", StringComparison.Ordinal)) ReadOption(word);
        else if (Waiting is { } option && _taken < option.Arity.Most) TakeValue(option, word);
        else if (_commands.FindChild(Node, word) is { } child) (Node, Waiting) = (child, null);
        else
        {
            Waiting = null;
            Positionals.Add(word);
        }
    }

    void ReadOption(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        Waiting = FindOption(equals < 0 ? word : word[..equals]);
        _taken = 0;
        if (Waiting is not { } option) return;

        _given[option.Destination] = equals < 0 ? [] : [word[(equals + 1)..]];
        if (equals >= 0 || option.MostWords == 0) Waiting = null;
    }

    void TakeValue(OptionSpec option, string word)
    {
        _given[option.Destination].Add(word);
        if (++_taken == option.Arity.Most) Waiting = null;
    }
}

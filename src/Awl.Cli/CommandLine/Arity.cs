namespace Awl.Cli.CommandLine;

/// <summary>How many words an option or a positional takes.</summary>
readonly record struct Arity(int Least, int Most)
{
    /// <summary>The option alone says it: a flag.</summary>
    public static Arity None => new(0, 0);

    public static Arity One => new(1, 1);
    public static Arity Two => new(2, 2);

    /// <summary>One word or none (<c>?</c>).</summary>
    public static Arity Optional => new(0, 1);

    /// <summary>Any number of words (<c>*</c>).</summary>
    public static Arity Any => new(0, int.MaxValue);

    /// <summary>One word or more (<c>+</c>).</summary>
    public static Arity AtLeastOne => new(1, int.MaxValue);

    /// <summary>What the message about too few words says.</summary>
    /// <remarks>Source: Python's argparse, <c>_match_argument</c>.</remarks>
    public string Expectation => this switch
    {
        { Least: 0, Most: 1 } => "expected at most one argument",
        { Least: 1, Most: 1 } => "expected one argument",
        { Least: 1 } => "expected at least one argument",
        _ => $"expected {Least} arguments",
    };
}

namespace Awl.Cli.CommandLine;

/// <summary>A command as data: what the user types, what it does, what it takes.</summary>
/// <param name="Path">The words that name it: <c>ecr get-login-password</c>.</param>
/// <param name="Summary">What it does, in a sentence.</param>
sealed record CommandSpec(string Path, string Summary)
{
    /// <summary>Options and positionals; the positionals in the order of the line.</summary>
    public IReadOnlyList<OptionSpec> Options { get; init; } = [];

    /// <summary>Works, but is shown neither in help nor by completion.</summary>
    public bool IsHidden { get; init; }

    /// <summary>How it reports words that it does not know: the commands made from a model and the hand-written ones of AWS CLI differ.</summary>
    public bool IsModelled { get; init; }
}

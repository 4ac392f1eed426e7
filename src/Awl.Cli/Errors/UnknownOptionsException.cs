namespace Awl.Cli.Errors;

/// <summary>Words on the line that the command has no use for.</summary>
/// <param name="words">The words, in order.</param>
/// <param name="suggestions">What they may have meant.</param>
sealed class UnknownOptionsException(IReadOnlyList<string> words, IReadOnlyList<string> suggestions)
    : AwlException($"Unknown options: {string.Join(", ", words)}")
{
    /// <summary>Options of the command that a misspelt word may have meant.</summary>
    public IReadOnlyList<string> Suggestions => suggestions;
}

using System.Text;

namespace Awl.Cli.CommandLine;

/// <summary>The error about a word that is none of those allowed.</summary>
static class InvalidChoice
{
    /// <param name="argument">What the word was given for: <c>command</c>, <c>--output</c>.</param>
    /// <param name="word">The user's word.</param>
    /// <param name="choices">The words allowed.</param>
    /// <remarks>Source: aws-cli v2, argparser.py, <c>_check_value</c>.</remarks>
    public static UsageException In(string argument, string word, IEnumerable<string> choices)
    {
        var message = new StringBuilder($"argument {argument}: Found invalid choice '{word}'\n");
        var matches = CloseMatches.Of(word, choices);
        if (matches.Count > 0) message.Append("\nMaybe you meant:\n");
        foreach (var match in matches) message.Append("\n  * ").Append(match);
        return new UsageException(message.ToString()) { ShowsUsage = true };
    }
}

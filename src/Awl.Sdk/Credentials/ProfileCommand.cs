using System.Text;
using Awl.Config;

namespace Awl.Credentials;

/// <summary>Runs a command line that stands in a profile: split into words by the rules of the operating system, without a shell.</summary>
static class ProfileCommand
{
    /// <exception cref="LocalFileException">The program cannot be started, or the words cannot be told apart.</exception>
    public static Task<ProcessOutput> RunAsync(Machine machine, string text, CancellationToken cancellationToken)
        => machine.RunAsync(Split(text) is { Count: > 0 } words ? words : throw new LocalFileException("The command line has an open quote, or no words at all."), cancellationToken);

    public static List<string>? Split(string text) => OperatingSystem.IsWindows() ? SplitForWindows(text) : ShellWords.Split(text);

    /// <summary>Backslashes stand for themselves but before a quote, where two make one and an odd one keeps the quote.</summary>
    /// <remarks>Source: Microsoft's rules for the C runtime's arguments, as botocore compat.py, _windows_shell_split, has them.</remarks>
    internal static List<string>? SplitForWindows(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quoted, inWord) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var backslashes = 0;
            while (i < text.Length && text[i] == '\\') { backslashes++; i++; }
            var isQuote = i < text.Length && text[i] == '"';
            if (backslashes > 0)
            {
                word.Append('\\', isQuote ? backslashes / 2 : backslashes);
                inWord = true;
                if (isQuote && backslashes % 2 == 1) { word.Append('"'); continue; }
            }
            if (i == text.Length) break;

            if (isQuote) (quoted, inWord) = (!quoted, true);
            else if (!quoted && text[i] is ' ' or '\t')
            {
                if (inWord) words.Add(word.ToString());
                word.Clear();
                inWord = false;
            }
            else { word.Append(text[i]); inWord = true; }
        }
        if (inWord) words.Add(word.ToString());
        return quoted ? null : words;
    }
}

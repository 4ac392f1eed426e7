using System.Text;

namespace Awl.Config;

/// <summary>Splits text into words the way a POSIX shell does with quotes and backslashes, without expanding anything.</summary>
/// <remarks>Source: Python's shlex.split, as botocore uses it on section names and on <c>credential_process</c>.</remarks>
public static class ShellWords
{
    /// <summary>The words, or null where a quote is not closed or a backslash ends the text.</summary>
    public static List<string>? Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var inWord = false;
        var quote = '\0';

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0' && c == quote) quote = '\0';
            else if (quote == '\0' && c is '"' or '\'') (quote, inWord) = (c, true);
            else if (c == '\\' && quote != '\'')
            {
                if (++i == text.Length) return null;
                // Inside double quotes a backslash protects only the quote and itself.
                if (quote == '"' && text[i] is not ('"' or '\\')) word.Append('\\');
                word.Append(text[i]);
                inWord = true;
            }
            else if (quote == '\0' && IsBlank(c)) EndWord(words, word, ref inWord);
            else
            {
                word.Append(c);
                inWord = true;
            }
        }

        if (quote != '\0') return null;
        EndWord(words, word, ref inWord);
        return words;
    }

    /// <summary>The text as one word: quoted where the shell would split or change it.</summary>
    /// <remarks>Source: Python's shlex.quote.</remarks>
    public static string Quote(string word)
        => word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Plain) ? word : $"'{word.Replace("'", "'\"'\"'", StringComparison.Ordinal)}'";

    const string Plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@%+=:,./-_";

    static bool IsBlank(char c) => c is ' ' or '\t' or '\r' or '\n';

    static void EndWord(List<string> words, StringBuilder word, ref bool inWord)
    {
        if (inWord) words.Add(word.ToString());
        word.Clear();
        inWord = false;
    }
}

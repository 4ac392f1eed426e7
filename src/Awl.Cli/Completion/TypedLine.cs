using System.Text;

namespace Awl.Cli.Completion;

/// <summary>A line that is being typed, up to the cursor.</summary>
/// <param name="Words">The whole words after the program's name, as the shell would pass them.</param>
/// <param name="Current">What stands of the word at the cursor; empty between words.</param>
/// <param name="IsQuoted">Whether the word at the cursor stands in a quote that is open.</param>
sealed record TypedLine(IReadOnlyList<string> Words, string Current, bool IsQuoted)
{
    /// <param name="line">The line from the program's name on.</param>
    /// <param name="cursor">The place of the cursor in bytes of UTF-8, as shells count; null for the end.</param>
    public static TypedLine Parse(string line, int? cursor)
    {
        var words = Split(UpTo(line, cursor), out var isQuoted);
        return words.Count < 2 ? new([], "", false) : new(words[1..^1], words[^1], isQuoted);
    }

    static string UpTo(string line, int? cursor)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        return cursor is >= 0 and var count && count < bytes.Length ? Encoding.UTF8.GetString(bytes.AsSpan(0, count)) : line;
    }

    /// <summary>The words as a shell splits them; the last is the unfinished one, and may be empty. An open quote is no mistake here.</summary>
    static List<string> Split(string text, out bool isQuoted)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quote, inWord) = ('\0', false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote == '\0' && c is ' ' or '\t' or '\n')
            {
                if (inWord) words.Add(word.ToString());
                word.Clear();
                inWord = false;
                continue;
            }
            inWord = true;
            if (c == quote) quote = '\0';
            else if (quote == '\0' && c is '"' or '\'') quote = c;
            else if (c == '\\' && quote != '\'' && i + 1 < text.Length) word.Append(text[++i]);
            else word.Append(c);
        }
        words.Add(word.ToString());
        isQuoted = quote != '\0';
        return words;
    }
}

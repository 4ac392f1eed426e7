using System.Text;

namespace Awl.Cli.CommandLine;

/// <summary>Text as Python's <c>repr</c> shows it, because AWS CLI's messages quote the user's words so.</summary>
static class PythonText
{
    /// <summary>In single quotes, or in double ones where the text has single quotes and no double ones.</summary>
    public static string Quote(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var quoted = new StringBuilder(text.Length + 2).Append(quote);
        foreach (var c in text) AppendEscaped(quoted, c, quote);
        return quoted.Append(quote).ToString();
    }

    static void AppendEscaped(StringBuilder quoted, char c, char quote)
    {
        switch (c)
        {
            case '\n': quoted.Append("\\n"); break;
            case '\r': quoted.Append("\\r"); break;
            case '\t': quoted.Append("\\t"); break;
            case '\\': quoted.Append("\\\\"); break;
            case < ' ' or '\x7f': quoted.Append($"\\x{(int)c:x2}"); break;
            default: quoted.Append(c == quote ? "\\" : "").Append(c); break;
        }
    }
}

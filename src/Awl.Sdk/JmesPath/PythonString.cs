using System.Globalization;
using System.Text;

namespace Awl.JmesPath;

/// <summary>A string as Python's <c>repr</c> prints it.</summary>
/// <remarks>Awl.Cli compiles this file too: its text and table output print a list in the place of a scalar so.</remarks>
static class PythonString
{
    public static void Quote(StringBuilder text, string value)
    {
        var quote = value.Contains('\'') && !value.Contains('"') ? '"' : '\'';
        text.Append(quote);
        foreach (var rune in value.EnumerateRunes()) Escape(text, rune, quote);
        text.Append(quote);
    }

    static void Escape(StringBuilder text, Rune rune, char quote)
    {
        switch (rune.Value)
        {
            case '\\': text.Append(@"\\"); break;
            case '\n': text.Append(@"\n"); break;
            case '\r': text.Append(@"\r"); break;
            case '\t': text.Append(@"\t"); break;
            case var c when c == quote: text.Append('\\').Append(quote); break;
            case ' ': text.Append(' '); break;
            case var c when IsPrintable(rune): text.Append(rune.ToString()); break;
            case < 0x100: text.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"); break;
            case < 0x10000: text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"); break;
            default: text.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"); break;
        }
    }

    /// <remarks>Source: Python's str.isprintable: neither "other" nor "separator" in Unicode's categories.</remarks>
    static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}

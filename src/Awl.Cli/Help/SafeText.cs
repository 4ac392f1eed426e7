using System.Globalization;
using System.Text;

namespace Awl.Cli.Help;

/// <summary>Text from outside, without what a terminal could take for a command or what turns the order of a line around.</summary>
static class SafeText
{
    public static bool IsPrintable(char c)
        => !char.IsControl(c) && c is not ('\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));

    /// <summary>The text in one line.</summary>
    public static string Line(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (IsPrintable(c)) line.Append(c);
            else if (char.IsWhiteSpace(c)) line.Append(' ');
        }
        return line.ToString();
    }

    /// <summary>A text in one line, cut where it is longer than so many columns.</summary>
    public static string Cut(string text, int columns)
    {
        var line = Line(text);
        if (line.Length <= columns) return line;
        return columns < 4 ? "" : line[..(columns - 3)].TrimEnd() + "...";
    }

    /// <summary>How many columns a text takes.</summary>
    public static int Width(ReadOnlySpan<char> text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes()) width += WidthOf(rune);
        return width;
    }

    static int WidthOf(Rune rune)
    {
        if (rune.Value < 0x300) return 1;
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format) return 0;
        return rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) ? 2 : 1;
    }
}

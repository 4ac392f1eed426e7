using System.Globalization;
using System.Text;

namespace Awl.Cli.Terminals;

/// <summary>Text from outside as it may stand on a terminal: what would move the cursor, recolour or reorder shows as <c>\u001b</c>.</summary>
static class ScreenText
{
    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return text;

        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) shown.Append(IsHarmless(rune) ? rune.ToString() : $"\\u{rune.Value:x4}");
        return shown.ToString();
    }

    /// <summary>Whether it does nothing to a terminal but stand there.</summary>
    public static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}

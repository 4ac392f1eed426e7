using System.Text;
using Awl.Cli.Terminals;
using Awl.Config;

namespace Awl.Cli.Requests;

/// <summary>A text as one word of a shell, which may be shown on a screen.</summary>
static class ShellWord
{
    /// <remarks>What would move the cursor is written in a form that bash, zsh and ksh know, so that none reaches a screen as it is.</remarks>
    public static string Of(string text) => HasControl(text) ? Escaped(text) : ShellWords.Quote(text);

    /// <summary>Whether there is anything in it that would move the cursor or reorder what stands there, beside line ends and tabs.</summary>
    public static bool HasControl(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is not ('\n' or '\t') && !ScreenText.IsHarmless(rune)) return true;
        }
        return false;
    }

    static string Escaped(string text)
    {
        var word = new StringBuilder("$'");
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (b is < 0x20 or >= 0x7f or (byte)'\'' or (byte)'\\') word.Append('\\').Append((char)('0' + (b >> 6))).Append((char)('0' + ((b >> 3) & 7))).Append((char)('0' + (b & 7)));
            else word.Append((char)b);
        }
        return word.Append('\'').ToString();
    }
}

using System.Text;

namespace Awl.Config;

/// <summary>Blanks, comments and keys as Python's INI library sees them, over UTF-8.</summary>
static class IniText
{
    public static bool IsComment(ReadOnlySpan<byte> trimmed) => !trimmed.IsEmpty && trimmed[0] is (byte)'#' or (byte)';';

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => TrimEnd(text[LeadingBlanks(text)..]);

    public static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var last = text[^1];
            if (last < 0x80 ? !IsBlank(last) : !EndsWithBlankRune(text)) break;
            text = last < 0x80 ? text[..^1] : WithoutLastRune(text);
        }
        return text;
    }

    /// <summary>The number of bytes of white space at the start.</summary>
    public static int LeadingBlanks(ReadOnlySpan<byte> text)
    {
        var count = 0;
        while (count < text.Length)
        {
            if (text[count] < 0x80)
            {
                if (!IsBlank(text[count])) break;
                count++;
                continue;
            }
            Rune.DecodeFromUtf8(text[count..], out var rune, out var length);
            if (!Rune.IsWhiteSpace(rune)) break;
            count += length;
        }
        return count;
    }

    /// <summary>Whether a key of a file is the one of that name; case does not count.</summary>
    public static bool KeysEqual(ReadOnlySpan<byte> key, string name)
        => Ascii.IsValid(key)
            ? Ascii.EqualsIgnoreCase(key, name)
            : Encoding.UTF8.GetString(key).Equals(name, StringComparison.OrdinalIgnoreCase);

    public static bool KeysEqual(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
        => a.Length == b.Length && (Ascii.EqualsIgnoreCase(a, b) || a.SequenceEqual(b));

    static bool IsBlank(byte b) => b is (byte)' ' or (>= 9 and <= 13) or (>= 0x1c and <= 0x1f);

    static bool EndsWithBlankRune(ReadOnlySpan<byte> text)
    {
        Rune.DecodeLastFromUtf8(text, out var rune, out _);
        return Rune.IsWhiteSpace(rune);
    }

    static ReadOnlySpan<byte> WithoutLastRune(ReadOnlySpan<byte> text)
    {
        Rune.DecodeLastFromUtf8(text, out _, out var length);
        return text[..^length];
    }
}

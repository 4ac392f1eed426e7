using System.Text;

namespace Awl.Protocols.Codecs;

/// <summary>Resolves the escapes of a JSON string that is known to be valid.</summary>
static class JsonUnescaping
{
    /// <summary>Writes the text, which is never longer than its source. Half a surrogate pair becomes U+FFFD.</summary>
    /// <returns>The number of bytes written.</returns>
    public static int Unescape(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var written = 0;
        while (source.IndexOf((byte)'\\') is >= 0 and var plain)
        {
            source[..plain].CopyTo(target[written..]);
            written += plain;
            source = source[plain..];
            written += source[1] == 'u' ? UnescapeUnicode(ref source, target[written..]) : UnescapeLetter(ref source, target[written..]);
        }
        source.CopyTo(target[written..]);
        return written + source.Length;
    }

    static int UnescapeLetter(ref ReadOnlySpan<byte> source, Span<byte> target)
    {
        target[0] = source[1] switch
        {
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            var itself => itself,
        };
        source = source[2..];
        return 1;
    }

    static int UnescapeUnicode(ref ReadOnlySpan<byte> source, Span<byte> target)
    {
        var first = TakeUnit(ref source);
        if (!char.IsHighSurrogate(first) || source.Length < 6 || source[0] != '\\' || source[1] != 'u') return Encode(first, target);

        var afterFirst = source;
        var second = TakeUnit(ref source);
        if (char.IsLowSurrogate(second)) return new Rune(first, second).EncodeToUtf8(target);
        source = afterFirst;
        return Encode(first, target);
    }

    static int Encode(char unit, Span<byte> target) => (Rune.TryCreate(unit, out var rune) ? rune : Rune.ReplacementChar).EncodeToUtf8(target);

    static char TakeUnit(ref ReadOnlySpan<byte> source)
    {
        var unit = (char)int.Parse(source.Slice(2, 4), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture);
        source = source[6..];
        return unit;
    }
}

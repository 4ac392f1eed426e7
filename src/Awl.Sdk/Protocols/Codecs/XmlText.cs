using System.Buffers;
using System.Text;

namespace Awl.Protocols.Codecs;

/// <summary>Character data of XML: resolves references, CDATA, comments and line ends.</summary>
/// <remarks>Source: XML 1.0, 2.4 (character data), 2.11 (line ends), 4.1 (references), 4.6 (the five entities).</remarks>
static class XmlText
{
    static readonly SearchValues<byte> s_special = SearchValues.Create("<&\r"u8);

    /// <summary>The text from here to the first tag.</summary>
    /// <param name="content">The content of an element and what follows it; already known to be well-formed.</param>
    /// <param name="scratch">Holds the text where it is not the document's own bytes; its content before the call is lost.</param>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> content, ArrayBufferWriter<byte> scratch)
    {
        var stop = content.IndexOfAny(s_special);
        if (IsTagAt(content, stop)) return content[..stop];

        scratch.ResetWrittenCount();
        while (!IsTagAt(content, stop))
        {
            scratch.Write(content[..stop]);
            content = content[stop..];
            content = content[Resolve(content, scratch)..];
            stop = content.IndexOfAny(s_special);
        }
        scratch.Write(content[..stop]);
        return scratch.WrittenSpan;
    }

    /// <summary>The value of an attribute. Line ends and tabs in it are spaces.</summary>
    /// <remarks>Source: XML 1.0, 3.3.3.</remarks>
    public static ReadOnlySpan<byte> ReadAttribute(ReadOnlySpan<byte> value, ArrayBufferWriter<byte> scratch)
    {
        scratch.ResetWrittenCount();
        while (!value.IsEmpty)
        {
            var length = 1;
            if (value[0] == '&') { length = ReadReference(value, out var rune); Write(rune, scratch); }
            else if (value[0] is (byte)'\n' or (byte)'\r' or (byte)'\t') { length = LineEndLength(value); scratch.Write(" "u8); }
            else scratch.Write(value[..1]);
            value = value[length..];
        }
        return scratch.WrittenSpan;
    }

    /// <summary>Reads <c>&amp;name;</c>, <c>&amp;#1;</c> or <c>&amp;#x1;</c>.</summary>
    /// <returns>Its length.</returns>
    /// <exception cref="FormatException">It is none that XML knows by itself.</exception>
    public static int ReadReference(ReadOnlySpan<byte> text, out Rune rune)
    {
        var length = text[..Math.Min(text.Length, 16)].IndexOf((byte)';');
        if (length < 2 || !TryResolve(text[1..length], out rune))
            throw new FormatException("an '&' starts no reference that a reply may have");
        return length + 1;
    }

    static bool TryResolve(ReadOnlySpan<byte> name, out Rune rune)
    {
        if (name[0] == '#') return TryParseCode(name[1..], out rune);

        rune = name switch
        {
            [(byte)'l', (byte)'t'] => new('<'),
            [(byte)'g', (byte)'t'] => new('>'),
            [(byte)'a', (byte)'m', (byte)'p'] => new('&'),
            [(byte)'q', (byte)'u', (byte)'o', (byte)'t'] => new('"'),
            [(byte)'a', (byte)'p', (byte)'o', (byte)'s'] => new('\''),
            _ => default,
        };
        return rune.Value != 0;
    }

    static bool TryParseCode(ReadOnlySpan<byte> digits, out Rune rune)
    {
        rune = default;
        var radix = digits is [(byte)'x', ..] ? 16 : 10;
        if (radix == 16) digits = digits[1..];
        if (digits.IsEmpty) return false;

        var code = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit) || (radix == 10 && !char.IsAsciiDigit((char)digit))) return false;
            code = (code * radix) + (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
            if (code > 0x10FFFF) return false;
        }
        return code != 0 && Rune.TryCreate(code, out rune);
    }

    /// <summary>Whether text ends here. Comments, CDATA and instructions do not end it.</summary>
    static bool IsTagAt(ReadOnlySpan<byte> content, int stop) => content[stop] == '<' && content[stop + 1] is not ((byte)'!' or (byte)'?');

    /// <returns>The length of what stood there.</returns>
    static int Resolve(ReadOnlySpan<byte> content, ArrayBufferWriter<byte> scratch)
    {
        if (content[0] == '\r') { scratch.Write("\n"u8); return LineEndLength(content); }
        if (content[0] == '&')
        {
            var length = ReadReference(content, out var rune);
            Write(rune, scratch);
            return length;
        }
        if (content.StartsWith("<!--"u8)) return content[4..].IndexOf("-->"u8) + 7;
        if (content.StartsWith("<?"u8)) return content[2..].IndexOf("?>"u8) + 4;
        return ResolveCData(content[9..], scratch) + 12;
    }

    static int ResolveCData(ReadOnlySpan<byte> content, ArrayBufferWriter<byte> scratch)
    {
        var end = content.IndexOf("]]>"u8);
        for (var rest = content[..end]; !rest.IsEmpty;)
        {
            var lineEnd = rest.IndexOf((byte)'\r');
            if (lineEnd < 0) { scratch.Write(rest); break; }
            scratch.Write(rest[..lineEnd]);
            scratch.Write("\n"u8);
            rest = rest[lineEnd..];
            rest = rest[LineEndLength(rest)..];
        }
        return end;
    }

    static int LineEndLength(ReadOnlySpan<byte> text) => text is [(byte)'\r', (byte)'\n', ..] ? 2 : 1;

    static void Write(Rune rune, ArrayBufferWriter<byte> scratch)
    {
        var length = rune.EncodeToUtf8(scratch.GetSpan(4));
        scratch.Advance(length);
    }
}

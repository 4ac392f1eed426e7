using Awl.Cli.Terminals;

namespace Awl.Cli.Output;

/// <summary>
/// What goes to a screen, or to the pager before it: control characters, which could move the cursor, set the title or worse, are shown as
/// <c>\u001b</c>. A line end, a tab and the colours of a table pass.
/// </summary>
/// <remarks>
/// Deviates from AWS CLI, which lets all through. In a pipe the bytes stay AWS CLI's. JSON stays the same JSON: there such characters stand in
/// strings only, and this is how JSON itself escapes them.
/// </remarks>
sealed class ScreenStream(Stream inner) : WriteOnlyStream
{
    const byte Escape = 0x1b;

    /// <summary>The first byte in UTF-8 of U+0080 to U+00BF, of which those below U+00A0 are control characters.</summary>
    const byte LatinLead = 0xc2;

    /// <summary>The end of the last piece, where it may be the start of a colour or of a character.</summary>
    byte[] _held = [];

    public override void Write(ReadOnlySpan<byte> text)
    {
        if (_held.Length > 0) text = (byte[])[.. _held, .. text];
        var length = LengthToJudge(text);
        _held = text[length..].ToArray();
        WriteWhole(text[..length]);
    }

    public override void Flush() => inner.Flush();

    void WriteWhole(ReadOnlySpan<byte> text)
    {
        var start = 0;
        for (var i = 0; i < text.Length;)
        {
            if (ColourLength(text[i..]) is > 0 and var colour) i += colour;
            else if (ControlLength(text[i..]) is > 0 and var control)
            {
                inner.Write(text[start..i]);
                WriteEscape(text[i + control - 1]);
                start = i += control;
            }
            else i++;
        }
        inner.Write(text[start..]);
    }

    void WriteEscape(byte character)
    {
        inner.Write("\\u00"u8);
        inner.Write([HexDigit(character >> 4), HexDigit(character & 15)]);
    }

    static byte HexDigit(int value) => (byte)"0123456789abcdef"[value];

    /// <summary>The length of a control character that stands here in UTF-8, or 0.</summary>
    static int ControlLength(ReadOnlySpan<byte> text) => text[0] switch
    {
        (byte)'\n' or (byte)'\t' => 0,
        < 0x20 or 0x7f => 1,
        LatinLead when text.Length > 1 && text[1] < 0xa0 => 2,
        _ => 0,
    };

    /// <summary>The length of a table's colour that stands here, or 0. Whoever smuggles one in changes a colour and no more.</summary>
    static int ColourLength(ReadOnlySpan<byte> text)
    {
        if (text is not [Escape, (byte)'[', ..]) return 0;
        return text[2..] switch
        {
            [(byte)'0' or (byte)'1' or (byte)'2', (byte)'m', ..] => 4,
            [(byte)'3', (byte)'3' or (byte)'4', (byte)'m', ..] => 5,
            _ => 0,
        };
    }

    /// <summary>How much can be judged without the bytes that follow.</summary>
    static int LengthToJudge(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return 0;
        if (text[^1] == LatinLead) return text.Length - 1;

        var last = text.LastIndexOf(Escape);
        return last >= 0 && text[last..] is [_] or [_, (byte)'['] or [_, (byte)'[', >= (byte)'0' and <= (byte)'9'] or [_, (byte)'[', (byte)'3', >= (byte)'0' and <= (byte)'9']
            ? last
            : text.Length;
    }
}

using System.Buffers;
using System.Text;

namespace Awl.Protocols.Codecs;

/// <summary>Percent-encoding in a form.</summary>
/// <remarks>Source: Python, <c>urllib.parse.urlencode</c>, with which botocore writes the forms of query and ec2: a space is a plus.</remarks>
static class QueryEncoding
{
    static readonly SearchValues<char> s_kept = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~");

    public static void Write(ReadOnlySpan<char> text, ArrayBufferWriter<byte> form)
    {
        while (!text.IsEmpty)
        {
            var kept = text.IndexOfAnyExcept(s_kept);
            if (kept < 0) kept = text.Length;
            form.Advance(Encoding.UTF8.GetBytes(text[..kept], form.GetSpan(kept)));
            text = text[kept..];
            if (text.IsEmpty) return;

            Rune.DecodeFromUtf16(text, out var rune, out var length);
            Encode(rune, form);
            text = text[length..];
        }
    }

    static void Encode(Rune rune, ArrayBufferWriter<byte> form)
    {
        if (rune.Value == ' ') { form.Write("+"u8); return; }

        Span<byte> utf8 = stackalloc byte[4];
        foreach (var b in utf8[..rune.EncodeToUtf8(utf8)])
        {
            var hex = "0123456789ABCDEF"u8;
            form.Write([(byte)'%', hex[b >> 4], hex[b & 15]]);
        }
    }
}

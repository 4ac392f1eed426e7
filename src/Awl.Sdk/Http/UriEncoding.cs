using System.Text;

namespace Awl.Http;

/// <summary>Percent-encoding as AWS signs it: everything but letters, digits and <c>-_.~</c>, in UTF-8, upper-case hex.</summary>
static class UriEncoding
{
    /// <summary>Encodes one path segment, query name or query value.</summary>
    public static string Encode(ReadOnlySpan<char> text) => Encode(text, keepSlash: false);

    /// <summary>Encodes a path of several segments: slashes stay.</summary>
    public static string EncodePath(ReadOnlySpan<char> text) => Encode(text, keepSlash: true);

    static string Encode(ReadOnlySpan<char> text, bool keepSlash)
    {
        if (!NeedsEncoding(text, keepSlash)) return text.ToString();

        var result = new StringBuilder(text.Length + 16);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && IsKept((char)rune.Value, keepSlash)) { result.Append((char)rune.Value); continue; }

            var length = rune.EncodeToUtf8(utf8);
            foreach (var b in utf8[..length]) result.Append('%').Append("0123456789ABCDEF"[b >> 4]).Append("0123456789ABCDEF"[b & 15]);
        }
        return result.ToString();
    }

    static bool NeedsEncoding(ReadOnlySpan<char> text, bool keepSlash)
    {
        foreach (var c in text)
        {
            if (!IsKept(c, keepSlash)) return true;
        }
        return false;
    }

    static bool IsKept(char c, bool keepSlash) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~' || (keepSlash && c == '/');
}

using System.Text;

namespace Awl.Local.Sandbox.Wire;

/// <summary>Text in percent-encoding, as paths have it.</summary>
static class PercentText
{
    static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text. Each text has one meaning: nothing that is half encoded, or not UTF-8, stands for itself.</summary>
    /// <exception cref="SandboxException">It is neither.</exception>
    public static string Decode(string encoded)
    {
        try { return s_strict.GetString(BytesOf(encoded)); }
        catch (Exception e) when (e is DecoderFallbackException or EncoderFallbackException or FormatException)
        {
            throw new SandboxException("InvalidURI", "Couldn't parse the specified URI.").With("URI", encoded);
        }
    }

    static byte[] BytesOf(string encoded)
    {
        var text = s_strict.GetBytes(encoded);
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%') { bytes.Add(text[i]); continue; }
            if (i + 2 >= text.Length) throw new FormatException();
            bytes.AddRange(Convert.FromHexString(Encoding.ASCII.GetString(text, i + 1, 2)));
            i += 2;
        }
        return [.. bytes];
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace Awl.Local.Sandbox.Wire;

/// <summary>Text in the XML of a reply or an error.</summary>
static class XmlReplyText
{
    static readonly SearchValues<char> s_special = SearchValues.Create([.. "&<>\"", .. Enumerable.Range(0, ' ').Select(code => (char)code)]);

    /// <summary>With references for what XML has a meaning for, and for control characters: S3 writes them so, though XML 1.0 knows most of them not.</summary>
    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny(s_special)) return text;

        var result = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (s_special.Contains(c)) result.Append(ReferenceTo(c));
            else result.Append(c);
        }
        return result.ToString();
    }

    static string ReferenceTo(char c) => c switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        _ => string.Create(CultureInfo.InvariantCulture, $"&#x{(int)c:x};"),
    };
}

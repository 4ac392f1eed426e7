using System.Net;

namespace Awl.Cli.Help;

/// <summary>A tag of a text, or a lone <c>&lt;</c>.</summary>
/// <param name="Name">In small letters.</param>
/// <param name="IsEnd">Whether it closes.</param>
/// <param name="Address">Where a link leads to: only what opens in a browser, and has nothing in it that ends a terminal's link early.</param>
/// <param name="End">The place after it.</param>
readonly record struct HtmlTag(string Name, bool IsEnd, string? Address, int End)
{
    /// <summary>Whether it is markup at all, and no placeholder such as <c>&lt;region&gt;</c>.</summary>
    public bool IsMarkup => IsBlock || Name is "a" or "b" or "strong" or "i" or "em" or "u" or "code" or "br" or "span" or "fullname" or "replaceable" or "link"
        or "zonbook" or "xhtml" or "filename" or "function" or "sup" or "sub" or "userinput" or "programlisting" or "caution" or "emphasis" or "title";

    public bool IsBlock => IsBlockName(Name);

    public static bool IsBlockName(string name) => name is "p" or "ul" or "ol" or "li" or "dl" or "dt" or "dd" or "note" or "important" or "pre" or "div"
        or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "table" or "tr" or "thead" or "tbody" or "section" or "blockquote" or "examples" or "para";

    /// <summary>Reads the tag that starts at a place; one without a name where there is none.</summary>
    public static HtmlTag Read(string html, int at)
    {
        var end = html.IndexOf('>', at);
        if (end < 0) return new("", false, null, at + 1);

        var content = html.AsSpan(at + 1, end - at - 1);
        var isEnd = content is ['/', ..];
        if (isEnd) content = content[1..];
        var length = 0;
        while (length < content.Length && char.IsAsciiLetterOrDigit(content[length])) length++;
        if (length < content.Length && !char.IsWhiteSpace(content[length]) && content[length] != '/') return new("", false, null, at + 1);

        var name = content[..length].ToString().ToLowerInvariant();
        return new(name, isEnd, name == "a" && !isEnd ? AddressIn(content[length..]) : null, end + 1);
    }

    static string? AddressIn(ReadOnlySpan<char> attributes)
    {
        var at = attributes.IndexOf("href=", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;

        var value = attributes[(at + 5)..];
        if (value is not ['"' or '\'', ..]) return null;
        var end = value[1..].IndexOf(value[0]);
        return end < 0 ? null : Checked(WebUtility.HtmlDecode(value.Slice(1, end).ToString()).Trim());
    }

    static string? Checked(string address)
    {
        if (!address.StartsWith("https://", StringComparison.Ordinal) && !address.StartsWith("http://", StringComparison.Ordinal)) return null;
        foreach (var c in address)
        {
            if (c is <= ' ' or > '~') return null;
        }
        return address;
    }
}

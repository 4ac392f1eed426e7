namespace Awl.Cli.Parameters;

/// <summary>White space as Python sees it.</summary>
static class PythonSpace
{
    /// <remarks>Source: Python, <c>str.isspace</c>: the four separators of ASCII count too.</remarks>
    public static bool Is(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    /// <summary>The text without blanks in front of it.</summary>
    public static ReadOnlySpan<char> TrimStart(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty && Is(text[0])) text = text[1..];
        return text;
    }

    /// <summary>The text without blanks after it.</summary>
    public static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty && Is(text[^1])) text = text[..^1];
        return text;
    }

    /// <summary>Characters as Python counts them, up to a place: an emoji is one, where .NET counts two.</summary>
    public static int CountCharacters(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i])) { count--; i++; }
        }
        return count;
    }
}

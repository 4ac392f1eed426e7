namespace Awl.Local.Sandbox.Policies;

/// <summary>Patterns in which <c>*</c> stands for any characters and <c>?</c> for one.</summary>
static class Wildcard
{
    /// <remarks>Goes back to the last star only, so a pattern of many stars costs no more than the product of both lengths.</remarks>
    public static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, bool ignoreCase)
    {
        var (p, t, star, resume) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*') (star, resume) = (p++, t);
            else if (p < pattern.Length && (pattern[p] == '?' || IsSame(pattern[p], text[t], ignoreCase))) { p++; t++; }
            else if (star < 0) return false;
            else (p, t) = (star + 1, ++resume);
        }
        return pattern[p..].Trim('*').IsEmpty;
    }

    static bool IsSame(char a, char b, bool ignoreCase) => a == b || (ignoreCase && char.ToLowerInvariant(a) == char.ToLowerInvariant(b));
}

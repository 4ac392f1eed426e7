namespace Awl.Cli.CommandLine;

/// <summary>The words that a misspelt word may have meant.</summary>
/// <remarks>Source: Python's difflib, <c>get_close_matches</c> and <c>SequenceMatcher.ratio</c>; AWS CLI takes the best three of at least 0.8.</remarks>
static class CloseMatches
{
    const int Most = 3;
    const double Cutoff = 0.8;

    /// <summary>At most three words, the best first.</summary>
    public static IReadOnlyList<string> Of(string word, IEnumerable<string> choices)
    {
        var found = new List<(double Ratio, string Choice)>();
        foreach (var choice in choices)
        {
            if (Possible(word, choice) && Ratio(choice, word) is >= Cutoff and var ratio) found.Add((ratio, choice));
        }

        found.Sort(static (a, b) => a.Ratio != b.Ratio ? b.Ratio.CompareTo(a.Ratio) : string.CompareOrdinal(b.Choice, a.Choice));
        return found[..Math.Min(Most, found.Count)].ConvertAll(static match => match.Choice);
    }

    /// <summary>Twice the characters that match, over all characters.</summary>
    internal static double Ratio(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
        => a.Length + b.Length == 0 ? 1 : 2.0 * Matching(a, b) / (a.Length + b.Length);

    /// <summary>Whether the lengths alone allow the cutoff.</summary>
    static bool Possible(string word, string choice)
        => 2.0 * Math.Min(word.Length, choice.Length) / (word.Length + choice.Length) >= Cutoff;

    /// <summary>The longest common block, then the same on both sides of it.</summary>
    static int Matching(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var (startA, startB, length) = LongestBlock(a, b);
        return length == 0 ? 0
            : length + Matching(a[..startA], b[..startB]) + Matching(a[(startA + length)..], b[(startB + length)..]);
    }

    /// <summary>The first of the longest blocks, by its place in <paramref name="a"/> and then in <paramref name="b"/>.</summary>
    static (int StartA, int StartB, int Length) LongestBlock(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var best = (StartA: 0, StartB: 0, Length: 0);
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length; j++)
            {
                var length = a[i..].CommonPrefixLength(b[j..]);
                if (length > best.Length) best = (i, j, length);
            }
        }
        return best;
    }
}

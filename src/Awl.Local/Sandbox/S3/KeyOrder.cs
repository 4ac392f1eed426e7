namespace Awl.Local.Sandbox.S3;

/// <summary>The order in which S3 lists keys: that of their bytes in UTF-8.</summary>
/// <remarks>It differs from the order of UTF-16 only where one of two texts has a surrogate: those stand for code points above all others.</remarks>
sealed class KeyOrder : IComparer<string>
{
    public static readonly KeyOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var a = x.AsSpan();
        var b = y.AsSpan();
        var common = a.CommonPrefixLength(b);
        if (common == a.Length || common == b.Length) return a.Length - b.Length;
        return Rank(a[common]) - Rank(b[common]);
    }

    static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}

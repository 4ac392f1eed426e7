namespace Awl.Signing;

/// <summary>HMAC over <see cref="Sha256"/>: keys and texts of a signature are small.</summary>
/// <remarks>Source: RFC 2104.</remarks>
static class HmacSha256
{
    public const int MacSize = Sha256.DigestSize;

    /// <summary>Writes the code of the data; <paramref name="mac"/> may be the memory of the key or of the data.</summary>
    public static void Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> mac)
    {
        Span<byte> pad = stackalloc byte[Sha256.BlockSize];
        pad.Clear();
        if (key.Length > pad.Length) Sha256.Hash(key, pad);
        else key.CopyTo(pad);

        Span<byte> inner = stackalloc byte[MacSize];
        Mask(pad, 0x36);
        Hash(pad, data, inner);
        Mask(pad, 0x36 ^ 0x5c);
        Hash(pad, inner, mac);
    }

    static void Mask(Span<byte> pad, byte mask)
    {
        foreach (ref var b in pad) b ^= mask;
    }

    static void Hash(ReadOnlySpan<byte> pad, ReadOnlySpan<byte> data, Span<byte> digest)
    {
        var hash = new Sha256();
        hash.Append(pad);
        hash.Append(data);
        hash.Finish(digest);
    }
}

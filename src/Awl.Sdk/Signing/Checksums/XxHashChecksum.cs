using System.IO.Hashing;

namespace Awl.Signing.Checksums;

/// <summary>One of the xxHash family, seed 0, in its canonical form: the highest byte first.</summary>
sealed class XxHashChecksum(NonCryptographicHashAlgorithm hash) : IChecksum
{
    public void Append(ReadOnlySpan<byte> data) => hash.Append(data);

    public byte[] Finish() => hash.GetHashAndReset();

    public void Dispose() { }
}

using System.Security.Cryptography;

namespace Awl.Signing.Checksums;

/// <summary>SHA-1, SHA-256 or SHA-512 of the platform.</summary>
sealed class DigestChecksum(HashAlgorithmName name) : IChecksum
{
    readonly IncrementalHash _hash = IncrementalHash.CreateHash(name);

    public void Append(ReadOnlySpan<byte> data) => _hash.AppendData(data);

    public byte[] Finish() => _hash.GetHashAndReset();

    public void Dispose() => _hash.Dispose();
}

namespace Awl.Signing.Checksums;

/// <summary>A checksum that is made while bytes pass by.</summary>
interface IChecksum : IDisposable
{
    void Append(ReadOnlySpan<byte> data);

    /// <summary>The checksum of all that was appended, the highest byte first, as S3 writes it in base64. Called once.</summary>
    byte[] Finish();
}

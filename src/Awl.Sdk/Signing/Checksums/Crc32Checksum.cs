using System.Buffers.Binary;
using System.IO.Hashing;

namespace Awl.Signing.Checksums;

/// <summary>CRC-32 as in zip and Ethernet.</summary>
sealed class Crc32Checksum : IChecksum
{
    readonly Crc32 _crc = new();

    public void Append(ReadOnlySpan<byte> data) => _crc.Append(data);

    public byte[] Finish()
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, _crc.GetCurrentHashAsUInt32());
        return bytes;
    }

    public void Dispose() { }
}

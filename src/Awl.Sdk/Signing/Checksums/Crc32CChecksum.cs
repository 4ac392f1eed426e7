using System.Buffers.Binary;
using System.Numerics;

namespace Awl.Signing.Checksums;

/// <summary>CRC-32C (Castagnoli), eight bytes for one instruction of the processor where it has it.</summary>
sealed class Crc32CChecksum : IChecksum
{
    uint _crc = uint.MaxValue;

    public void Append(ReadOnlySpan<byte> data)
    {
        var crc = _crc;
        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
        }
        foreach (var b in data) crc = BitOperations.Crc32C(crc, b);
        _crc = crc;
    }

    public byte[] Finish()
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, ~_crc);
        return bytes;
    }

    public void Dispose() { }
}

using System.Buffers.Binary;

namespace Awl.Model.Building;

/// <summary>Writes the numbers of a pack section into memory.</summary>
sealed class ByteWriter
{
    readonly MemoryStream _stream = new();

    public int Length => (int)_stream.Length;

    public void UInt8(int value) => _stream.WriteByte(checked((byte)value));

    public void UInt16(int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, checked((ushort)value));
        _stream.Write(bytes);
    }

    public void UInt24(int value)
    {
        if (value is < 0 or > 0xFFFFFF) throw new OverflowException($"{value} does not fit 24 bits: the pack's layout has outgrown its references.");
        _stream.Write([(byte)value, (byte)(value >> 8), (byte)(value >> 16)]);
    }

    public void Int32(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _stream.Write(bytes);
    }

    public void Varint(int value)
    {
        for (; value >= 0x80; value >>= 7) _stream.WriteByte((byte)(value | 0x80));
        _stream.WriteByte((byte)value);
    }

    public void Bytes(ReadOnlySpan<byte> bytes) => _stream.Write(bytes);

    public byte[] ToArray() => _stream.ToArray();
}

using System.Buffers.Binary;

namespace Awl.Model;

/// <summary>The bytes of a pack. Only this folder knows them.</summary>
/// <remarks>
/// Little-endian. A header, then one section after the other:
///   0  u64  magic "AWLPACK1"
///   8  per section: u32 offset from the start of the pack, u32 length in bytes
/// A reference ("ref") is a u24 offset into a section. 0 means none in every section: each starts with an unused byte or row.
/// A name's ref has its highest bit set when the name is in <see cref="Section.CompoundNames"/>.
/// </remarks>
static class PackLayout
{
    public static ReadOnlySpan<byte> Magic => "AWLPACK1"u8;

    public const int HeaderSize = 8 + 8 * SectionCount;

    public const int SectionCount = 9;

    public const int CompoundBit = 1 << 23;

    public enum Section
    {
        /// <summary>Rows of <see cref="ServiceRowSize"/>, sorted by command name.</summary>
        Services,
        /// <summary>Rows of <see cref="OperationRowSize"/>, those of a service together and sorted by name.</summary>
        Operations,
        /// <summary>Rows of <see cref="ShapeRowSize"/>, those of a service together and sorted by name. Row 0 is unused.</summary>
        Shapes,
        /// <summary>Rows of <see cref="MemberRowSize"/>, those of a shape together in the model's order. Row 0 is unused.</summary>
        Members,
        /// <summary>Trait lists: u8 number of traits, then of each u8 <see cref="Trait"/>, varint number of values, u24 each value.</summary>
        Traits,
        /// <summary>Strings: varint length, UTF-8.</summary>
        Strings,
        /// <summary>Names made of words: u8 number of words, varint each word. Shape names are long and seldom needed; this is a quarter.</summary>
        CompoundNames,
        /// <summary>The words: a u24 string ref each, the most frequent first.</summary>
        Words,
        /// <summary>The endpoint rules of all services: see Awl.Model.EndpointRules.</summary>
        EndpointRules,
    }

    /// <summary>Service: 0 u24 name, 3 u24 command name, 6 u24 first operation, 9 u16 operations, 11 u24 first shape, 14 u24 shapes, 17 u24 traits.</summary>
    public const int ServiceRowSize = 20;

    /// <summary>
    /// Operation: 0 u24 name, 3 u24 request URI, 6 u24 input shape, 9 u24 output shape, 12 u8 method (index in <see cref="Methods"/>),
    /// 13 u8 <see cref="OperationFlags"/>, 14 u24 traits.
    /// </summary>
    public const int OperationRowSize = 17;

    /// <summary>
    /// Shape: 0 u16 <see cref="ShapeKind"/> in the lowest four bits and <see cref="ShapeFlags"/>, 2 u16 members, 4 u24 first member, 7 u24 name,
    /// 10 u24 traits.
    /// </summary>
    /// <remarks>A list has one member, its element; a map has two, key and value.</remarks>
    public const int ShapeRowSize = 13;

    /// <summary>Member: 0 u24 name, 3 u16 <see cref="MemberFlags"/>, 5 u16 shape, counted from the service's first, 7 u24 traits.</summary>
    public const int MemberRowSize = 10;

    public static ReadOnlySpan<string> Methods => new[] { "POST", "GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS" };

    public static int ReadUInt24(ReadOnlySpan<byte> bytes) => bytes[0] | bytes[1] << 8 | bytes[2] << 16;

    public static int ReadUInt16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    /// <summary>Seven bits a byte, lowest first; moves the span behind the number.</summary>
    public static int ReadVarint(ref ReadOnlySpan<byte> bytes)
    {
        var value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = bytes[0];
            bytes = bytes[1..];
            value |= (b & 0x7F) << shift;
            if (b < 0x80) return value;
        }
    }
}

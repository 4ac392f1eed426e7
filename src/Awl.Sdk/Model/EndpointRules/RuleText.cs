using System.Buffers.Binary;
using System.Text;

namespace Awl.Model.EndpointRules;

/// <summary>A string of a rule graph, viewed in place.</summary>
/// <remarks>Little-endian: u16 length in bytes, then that many bytes of UTF-8.</remarks>
readonly unsafe struct RuleText(byte* start)
{
    /// <summary>The address of the length: equal in one graph exactly when the texts are.</summary>
    public byte* Start => start;

    public ReadOnlySpan<byte> Utf8 => new(start + 2, BinaryPrimitives.ReadUInt16LittleEndian(new(start, 2)));

    public override string ToString() => Encoding.UTF8.GetString(Utf8);
}

using System.Buffers.Binary;

namespace Awl.Model.EndpointRules;

/// <summary>The rule set of a service, viewed in place: its parameters and where its decisions start.</summary>
/// <remarks>
/// Little-endian, 12 bytes.
///   0  u32  first parameter
///   4  u16  number of parameters
///   6  u16  number of slots that an evaluation needs
///   8  i32  start         as the ways on of a <see cref="RuleNode"/>
/// </remarks>
readonly unsafe struct RuleSet(RuleGraph graph, byte* row)
{
    public const int RowSize = 12;

    public RuleGraph Graph => graph;
    public int ParameterCount => BinaryPrimitives.ReadUInt16LittleEndian(new(row + 4, 2));
    public int SlotCount => BinaryPrimitives.ReadUInt16LittleEndian(new(row + 6, 2));
    public int Start => BinaryPrimitives.ReadInt32LittleEndian(new(row + 8, 4));

    public RuleParameter Parameter(int index) => graph.Parameter(BinaryPrimitives.ReadInt32LittleEndian(new(row, 4)) + index);

    /// <summary>The parameter of that name; false when the rule set has none.</summary>
    public bool TryFindParameter(ReadOnlySpan<byte> name, out RuleParameter parameter)
    {
        for (var i = 0; i < ParameterCount; i++)
        {
            parameter = Parameter(i);
            if (parameter.Name.Utf8.SequenceEqual(name)) return true;
        }
        parameter = default;
        return false;
    }
}

using System.Buffers.Binary;

namespace Awl.Model.EndpointRules;

/// <summary>How a rule set ends.</summary>
enum RuleResultKind : byte
{
    /// <summary>No rule matched. Row 0 is this one.</summary>
    None = 0,

    Endpoint = 1,
    Error = 2,
}

/// <summary>An end of a rule graph, viewed in place: an endpoint, an error, or no match.</summary>
/// <remarks>
/// Little-endian, 16 bytes.
///   0  u8   kind         <see cref="RuleResultKind"/>
///   4  u32  text         expression: the endpoint's URL or the error's message
///   8  u32  properties   expression: a record; endpoints only
///  12  u32  headers      expression: a record of lists of texts; endpoints only
/// </remarks>
readonly unsafe struct RuleResult(RuleGraph graph, byte* row)
{
    public const int RowSize = 16;

    public RuleResultKind Kind => (RuleResultKind)row[0];
    public RuleExpression Text => graph.Expression(BinaryPrimitives.ReadInt32LittleEndian(new(row + 4, 4)));
    public RuleExpression Properties => graph.Expression(BinaryPrimitives.ReadInt32LittleEndian(new(row + 8, 4)));
    public RuleExpression Headers => graph.Expression(BinaryPrimitives.ReadInt32LittleEndian(new(row + 12, 4)));
}

using System.Buffers.Binary;

namespace Awl.Model.EndpointRules;

/// <summary>A decision of a rule graph, viewed in place: one condition and the two ways to go on.</summary>
/// <remarks>
/// Little-endian, 12 bytes. A way on is a node where it is not negative, otherwise the complement of a row in the table of results.
///   0  u32  condition   expression; it fails when its value is false or nothing
///   4  i32  where the condition holds
///   8  i32  where it does not
/// </remarks>
readonly unsafe struct RuleNode(RuleGraph graph, byte* row)
{
    public const int RowSize = 12;

    public RuleExpression Condition => graph.Expression(BinaryPrimitives.ReadInt32LittleEndian(new(row, 4)));
    public int WhenTrue => BinaryPrimitives.ReadInt32LittleEndian(new(row + 4, 4));
    public int WhenFalse => BinaryPrimitives.ReadInt32LittleEndian(new(row + 8, 4));
}

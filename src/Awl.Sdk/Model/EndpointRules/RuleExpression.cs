using System.Buffers.Binary;

namespace Awl.Model.EndpointRules;

/// <summary>An expression of a rule graph, viewed in place.</summary>
/// <remarks>
/// Little-endian, 8 bytes.
///   0  u8   kind        <see cref="ExpressionKind"/>
///   1  u8   count       arguments; for GetAttr the <see cref="ValueAttribute"/>
///   2  i16  index       Assign: the slot; GetAttr: the element, or -1 for none; otherwise 0
///   4  u32  operand     by kind: a string, 0 or 1, a number, a slot, an expression, or the first row in the table of arguments
/// </remarks>
readonly unsafe struct RuleExpression(RuleGraph graph, byte* row)
{
    public const int RowSize = 8;

    public ExpressionKind Kind => (ExpressionKind)row[0];
    public ValueAttribute Attribute => (ValueAttribute)row[1];
    public int Index => BinaryPrimitives.ReadInt16LittleEndian(new(row + 2, 2));

    /// <summary>The number, slot or truth value of a constant or a reference.</summary>
    public int Operand => BinaryPrimitives.ReadInt32LittleEndian(new(row + 4, 4));

    public RuleText Text => graph.Text(Operand);

    /// <summary>What Assign keeps and GetAttr looks into.</summary>
    public RuleExpression Inner => graph.Expression(Operand);

    public int ArgumentCount => row[1];
    public RuleExpression Argument(int index) => graph.Expression(graph.ArgumentRow(Operand + index));
}

using System.Buffers.Binary;

namespace Awl.Model.EndpointRules;

/// <summary>A parameter of a rule set, viewed in place.</summary>
/// <remarks>
/// Little-endian, 12 bytes.
///   0  u16  slot          where the evaluation keeps it
///   2  u8   built-in      <see cref="EndpointRules.BuiltIn"/>
///   3  u8   type          <see cref="ParameterType"/>; plus 0x80 when it is required, 0x40 when it has a default
///   4  u32  name          string
///   8  u32  default       expression
/// </remarks>
readonly unsafe struct RuleParameter(RuleGraph graph, byte* row)
{
    public const int RowSize = 12;
    public const int RequiredFlag = 0x80;
    public const int DefaultFlag = 0x40;

    public int Slot => BinaryPrimitives.ReadUInt16LittleEndian(new(row, 2));
    public BuiltIn BuiltIn => (BuiltIn)row[2];
    public ParameterType Type => (ParameterType)(row[3] & 0x0f);
    public bool IsRequired => (row[3] & RequiredFlag) != 0;
    public RuleText Name => graph.Text(BinaryPrimitives.ReadInt32LittleEndian(new(row + 4, 4)));

    public bool HasDefault => (row[3] & DefaultFlag) != 0;
    public RuleExpression Default => graph.Expression(BinaryPrimitives.ReadInt32LittleEndian(new(row + 8, 4)));
}

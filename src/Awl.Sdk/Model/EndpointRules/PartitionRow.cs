using System.Buffers.Binary;

namespace Awl.Model.EndpointRules;

/// <summary>A partition of AWS's regions, viewed in place: <c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c> …</summary>
/// <remarks>
/// Little-endian, 32 bytes. Names and prefixes are rows in the table of arguments, each a string.
///   0  u32  id                       string; <c>name</c> in rule sets
///   4  u32  DNS suffix               string
///   8  u32  dual-stack DNS suffix    string
///  12  u32  implicit global region   string
///  16  u8   flags                    1 supports FIPS, 2 supports dual-stack
///  18  u16  number of regions
///  20  u32  first region
///  24  u32  first prefix             a region of this partition, known or not, is a prefix, a word, a hyphen and digits
///  28  u32  number of prefixes
/// </remarks>
readonly unsafe struct PartitionRow(RuleGraph graph, byte* row)
{
    public const int RowSize = 32;

    public RuleText Id => graph.Text(Word(0));
    public RuleText DnsSuffix => graph.Text(Word(4));
    public RuleText DualStackDnsSuffix => graph.Text(Word(8));
    public RuleText ImplicitGlobalRegion => graph.Text(Word(12));
    public bool SupportsFips => (row[16] & 1) != 0;
    public bool SupportsDualStack => (row[16] & 2) != 0;

    public int RegionCount => BinaryPrimitives.ReadUInt16LittleEndian(new(row + 18, 2));
    public RuleText Region(int index) => graph.Text(graph.ArgumentRow(Word(20) + index));

    public int PrefixCount => Word(28);
    public RuleText Prefix(int index) => graph.Text(graph.ArgumentRow(Word(24) + index));

    int Word(int offset) => BinaryPrimitives.ReadInt32LittleEndian(new(row + offset, 4));
}

using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Awl.Model.EndpointRules;

/// <summary>The endpoint rules of all services as one decision graph, and AWS's partitions, viewed in place.</summary>
/// <remarks>
/// Little-endian. Written by <see cref="RuleGraphBuilder"/>. The header is words of 4 bytes:
///   0  format            <see cref="Format"/>
///   1… first byte of each table, counted from the start of the header:
///      rule sets, parameters, nodes, expressions, arguments (u32 each), results, partitions, strings
///   9  number of partitions
/// The bytes must stay where they are for as long as the graph, or anything read from it, is in use.
/// </remarks>
sealed unsafe class RuleGraph
{
    public const int Format = 0x31475245;    // "ERG1"
    public const int HeaderWords = 10;

    readonly object? _owner;
    readonly byte* _start;

    /// <summary>Views a graph at an address, as it stands in the pack.</summary>
    /// <param name="start">Where it starts.</param>
    /// <param name="length">Its size in bytes.</param>
    /// <param name="owner">What keeps the bytes where they are, and must live as long as the graph.</param>
    public RuleGraph(byte* start, int length, object? owner)
    {
        _owner = owner;
        if (length < HeaderWords * 4 || BinaryPrimitives.ReadInt32LittleEndian(new(start, 4)) != Format)
            throw new InvalidDataException("These bytes are not a graph of endpoint rules in the format of this version.");

        _start = start;
    }

    /// <summary>The endpoint rules of a pack.</summary>
    public static RuleGraph In(Pack pack) => new(pack.EndpointRulesStart, pack.EndpointRules.Length, pack);

    /// <summary>Takes a copy of the bytes, for graphs that are made at run time.</summary>
    public static RuleGraph Of(ReadOnlySpan<byte> bytes)
    {
        var pinned = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(pinned);
        return new((byte*)Unsafe.AsPointer(ref pinned[0]), bytes.Length, pinned);
    }

    /// <summary>The rule set that <see cref="RuleGraphBuilder.Add"/> gave this number.</summary>
    public RuleSet RuleSet(int root) => new(this, Row(1, root, EndpointRules.RuleSet.RowSize));

    public RuleParameter Parameter(int row) => new(this, Row(2, row, RuleParameter.RowSize));
    public RuleNode Node(int row) => new(this, Row(3, row, RuleNode.RowSize));
    public RuleExpression Expression(int row) => new(this, Row(4, row, RuleExpression.RowSize));
    public int ArgumentRow(int row) => BinaryPrimitives.ReadInt32LittleEndian(new(Row(5, row, 4), 4));
    public RuleResult Result(int row) => new(this, Row(6, row, RuleResult.RowSize));
    public PartitionRow Partition(int row) => new(this, Row(7, row, PartitionRow.RowSize));
    public RuleText Text(int offset) => new(Row(8, offset, 1));

    public int PartitionCount => Word(9);

    byte* Row(int table, int row, int rowSize) => _start + Word(table) + (row * rowSize);

    int Word(int index) => BinaryPrimitives.ReadInt32LittleEndian(new(_start + (index * 4), 4));
}

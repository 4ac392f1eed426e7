using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Awl.Model.EndpointRules;
using static Awl.Model.PackLayout;

namespace Awl.Model;

/// <summary>The models of a set of services, viewed in place: opening one parses nothing.</summary>
/// <remarks>The bytes must stay where they are as long as the pack is used: an embedded resource or a pinned array does.</remarks>
public sealed unsafe class Pack
{
    readonly byte* _start;

    /// <summary>Keeps the bytes where they are, when they are ours.</summary>
    readonly byte[]? _pinned;

    /// <summary>The texts that came with the models; null where they are a resource of their own.</summary>
    internal Documentation? Documentation { get; init; }

    Pack(byte* start, long length, byte[]? pinned)
    {
        if (length < HeaderSize || length > int.MaxValue || !new ReadOnlySpan<byte>(start, 8).SequenceEqual(Magic))
            throw new InvalidDataException("These bytes are not a model pack of this version of Awl.");
        _start = start;
        _pinned = pinned;
    }

    /// <summary>Opens a pack that is embedded in the program.</summary>
    public static Pack Open(UnmanagedMemoryStream resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new(resource.PositionPointer, resource.Length - resource.Position, null);
    }

    /// <summary>Opens a pack in memory. The bytes are copied to where they can stay.</summary>
    internal static Pack Open(ReadOnlySpan<byte> bytes, Documentation? documentation = null)
    {
        var pinned = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(pinned);
        return new((byte*)Unsafe.AsPointer(ref pinned[0]), pinned.Length, pinned) { Documentation = documentation };
    }

    /// <summary>Number of services, for <see cref="GetService"/>.</summary>
    public int ServiceCount => SectionLength(Section.Services) / ServiceRowSize;

    /// <summary>A service by its place: they are sorted by command name.</summary>
    public Service GetService(int index) => new(this, index);

    /// <summary>The service that the command line calls by this name (<c>s3api</c>), or else the one whose model is so named (<c>s3</c>).</summary>
    public Service? FindService(ReadOnlySpan<char> name)
    {
        Service? byModelName = null;
        for (var i = 0; i < ServiceCount; i++)
        {
            var service = GetService(i);
            if (Ascii.Equals(service.CommandNameUtf8, name)) return service;
            if (Ascii.Equals(service.NameUtf8, name)) byModelName = service;
        }
        return byModelName;
    }

    /// <summary>The names of all regions that AWS knows, partition by partition, without the pseudo-regions of global services.</summary>
    public IReadOnlyList<string> RegionNames
    {
        get
        {
            var (graph, names) = (RuleGraph.In(this), new List<string>());
            for (var row = 0; row < graph.PartitionCount; row++)
            {
                var partition = graph.Partition(row);
                for (var i = 0; i < partition.RegionCount; i++)
                {
                    if (partition.Region(i).ToString() is var name && !name.EndsWith("-global", StringComparison.Ordinal)) names.Add(name);
                }
            }
            return names;
        }
    }

    /// <summary>The endpoint rules of all services.</summary>
    internal ReadOnlySpan<byte> EndpointRules => In(Section.EndpointRules);

    /// <summary>Where the endpoint rules start, for a reader that keeps pointers.</summary>
    internal byte* EndpointRulesStart => _start + SectionOffset(Section.EndpointRules);

    internal ReadOnlySpan<byte> Row(Section section, int row, int size)
        => new(_start + SectionOffset(section) + (row * size), size);

    internal ReadOnlySpan<byte> In(Section section) => new(_start + SectionOffset(section), SectionLength(section));

    internal ReadOnlySpan<byte> Utf8(int reference)
    {
        if (reference == 0) return default;
        var bytes = In(Section.Strings)[reference..];
        var length = ReadVarint(ref bytes);
        return bytes[..length];
    }

    internal string Text(int reference) => Encoding.UTF8.GetString(Utf8(reference));

    /// <summary>A name, which may be made of words.</summary>
    internal string Name(int reference)
    {
        if ((reference & CompoundBit) == 0) return Text(reference);

        var bytes = In(Section.CompoundNames)[(reference & ~CompoundBit)..];
        int words = bytes[0];
        bytes = bytes[1..];
        var name = new StringBuilder(64);
        for (var i = 0; i < words; i++) name.Append(Text(ReadUInt24(Row(Section.Words, ReadVarint(ref bytes), 3))));
        return name.ToString();
    }

    int SectionOffset(Section section) => BinaryPrimitives.ReadInt32LittleEndian(Header[(8 + (8 * (int)section))..]);

    int SectionLength(Section section) => BinaryPrimitives.ReadInt32LittleEndian(Header[(12 + (8 * (int)section))..]);

    ReadOnlySpan<byte> Header => new(_start, HeaderSize);
}

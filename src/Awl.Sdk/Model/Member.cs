using System.Text;
using static Awl.Model.PackLayout;

namespace Awl.Model;

/// <summary>A member of a structure, the element of a list, the key or value of a map; viewed in place.</summary>
/// <remarks>Layout: <see cref="MemberRowSize"/>.</remarks>
public readonly struct Member
{
    readonly Pack _pack;
    readonly int _row;
    readonly int _firstShape;

    internal Member(Pack pack, int row, int firstShape) => (_pack, _row, _firstShape) = (pack, row, firstShape);

    /// <summary>Its name in the model, and in JSON input and output. Made anew at each call.</summary>
    public string Name => Encoding.UTF8.GetString(NameUtf8);

    /// <summary>Its name as UTF-8, straight out of the pack.</summary>
    public ReadOnlySpan<byte> NameUtf8 => _pack.Utf8(ReadUInt24(Row));

    /// <summary>The type of its value.</summary>
    public Shape Shape => new(_pack, _firstShape + ReadUInt16(Row[5..]), _firstShape);

    /// <summary>Where it travels.</summary>
    public MemberLocation Location => (MemberLocation)(Flags & MemberFlags.LocationMask);

    /// <summary>The call is refused without it.</summary>
    public bool IsRequired => Has(MemberFlags.Required);

    /// <summary>Filled with a random UUID when absent.</summary>
    public bool IsIdempotencyToken => Has(MemberFlags.IdempotencyToken);

    /// <summary>Still works, better not used.</summary>
    public bool IsDeprecated => Has(MemberFlags.Deprecated);

    /// <summary>A string that carries JSON: parsed JSON is accepted.</summary>
    public bool IsJsonValue => Has(MemberFlags.JsonValue);

    /// <summary>Must not be shown: its own mark or that of its shape.</summary>
    public bool IsSensitive => Has(MemberFlags.Sensitive) || Shape.IsSensitive;

    /// <summary>A blob beside the JSON, as a stream.</summary>
    public bool IsStreaming => Has(MemberFlags.Streaming) || Shape.IsStreaming;

    /// <summary>Its name on the wire: the model's <c>locationName</c>, else its name.</summary>
    internal ReadOnlySpan<byte> WireName => ExplicitWireName is { IsEmpty: false } name ? name : NameUtf8;

    /// <summary>The model's <c>locationName</c>; empty where it has none.</summary>
    internal ReadOnlySpan<byte> ExplicitWireName => Traits.Utf8(Trait.WireName);

    internal bool IsFlattened => Has(MemberFlags.Flattened);
    internal bool IsXmlAttribute => Has(MemberFlags.XmlAttribute);
    internal bool IsHostLabel => Has(MemberFlags.HostLabel);
    internal bool IsEventPayload => Has(MemberFlags.EventPayload);
    internal bool IsEventHeader => Has(MemberFlags.EventHeader);

    /// <summary>The timestamp format of the member, else of its shape; empty where the protocol decides.</summary>
    internal ReadOnlySpan<byte> TimestampFormat => Traits.Utf8(Trait.TimestampFormat) is { IsEmpty: false } format ? format : Shape.TimestampFormat;

    internal MemberFlags Flags => (MemberFlags)ReadUInt16(Row[3..]);
    internal bool Has(MemberFlags flag) => (Flags & flag) != 0;
    internal TraitList Traits => new(_pack, ReadUInt24(Row[7..]));

    ReadOnlySpan<byte> Row => _pack.Row(Section.Members, _row, MemberRowSize);
}

/// <summary>Members in the model's order.</summary>
public readonly struct MemberList
{
    readonly Pack _pack;
    readonly int _first;
    readonly int _firstShape;

    internal MemberList(Pack pack, int first, int count, int firstShape) => (_pack, _first, Count, _firstShape) = (pack, first, count, firstShape);

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>By place.</summary>
    public Member this[int index] => (uint)index < (uint)Count ? new(_pack, _first + index, _firstShape) : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Walks them without an allocation.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>A place in the list.</summary>
    public struct Enumerator
    {
        readonly MemberList _list;
        int _index;

        internal Enumerator(MemberList list) => (_list, _index) = (list, -1);

        /// <summary>The member at this place.</summary>
        public readonly Member Current => _list[_index];

        /// <summary>Goes on to the next.</summary>
        public bool MoveNext() => ++_index < _list.Count;
    }
}

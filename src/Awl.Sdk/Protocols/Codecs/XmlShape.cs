using System.Buffers.Binary;
using System.Text;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>A shape as an XML reply carries it: wire names resolved once, members found by a hash of their name.</summary>
/// <remarks>A page of a thousand instances asks for the members of the same shapes a thousand times; the pack alone would search them one by one.</remarks>
sealed class XmlShape
{
    /// <summary>Places in <see cref="Members"/> plus 1, by hash; 0 is free.</summary>
    readonly ushort[] _slots;

    public XmlShape(Shape shape, XmlShapes shapes)
    {
        (Shape, Kind) = (shape, shape.Kind);
        Members = new XmlMember[shape.Members.Count];
        for (var i = 0; i < Members.Length; i++) Members[i] = new(shape.Members[i], i, shapes);

        _slots = Kind == ShapeKind.Structure ? new ushort[BitOperationsRoundUp(2 * Members.Length + 1)] : [];
        if (Kind == ShapeKind.Structure) FillSlots();
    }

    public Shape Shape { get; }

    public ShapeKind Kind { get; }

    /// <summary>Members of a structure; the element of a list; key and value of a map.</summary>
    public XmlMember[] Members { get; }

    /// <summary>The member that an element of that name belongs to, or null. See <see cref="XmlMember.NextOfSameName"/>.</summary>
    public XmlMember? Find(ReadOnlySpan<byte> name)
    {
        for (var slot = SlotOf(name); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            var member = Members[_slots[slot] - 1];
            if (name.SequenceEqual(member.WireName)) return member;
        }
        return null;
    }

    static int BitOperationsRoundUp(int size) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)size);

    void FillSlots()
    {
        foreach (var member in Members)
        {
            if (!member.IsInBody) continue;
            if (Find(member.WireName) is { } same)
            {
                member.NextOfSameName = same.NextOfSameName;
                same.NextOfSameName = member;
                continue;
            }
            var slot = SlotOf(member.WireName);
            while (_slots[slot] != 0) slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = (ushort)(member.Index + 1);
        }
    }

    int SlotOf(ReadOnlySpan<byte> name) => (int)Hash(name) & (_slots.Length - 1);

    /// <summary>Mixes length, first and last eight bytes: what AWS's names differ in.</summary>
    static uint Hash(ReadOnlySpan<byte> name)
    {
        ulong first = 0, last = 0;
        if (name.Length >= 8)
        {
            first = BinaryPrimitives.ReadUInt64LittleEndian(name);
            last = BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]);
        }
        else
        {
            foreach (var b in name) first = (first << 8) | b;
        }
        return (uint)(((first ^ (last * 0x9E3779B97F4A7C15) ^ (uint)name.Length) * 0xD6E8FEB86659FD93) >> 40);
    }
}

/// <summary>A member of an <see cref="XmlShape"/>.</summary>
sealed class XmlMember
{
    readonly XmlShapes _shapes;

    public XmlMember(Member member, int index, XmlShapes shapes)
    {
        (_shapes, Member, Index) = (shapes, member, index);
        IsInBody = HttpBindingReader.IsInBody(member) && !member.IsEventHeader;
        IsAttribute = member.IsXmlAttribute;
        IsFlattened = XmlNames.IsFlattened(member);
        IsJsonText = shapes.IsJsonText(member);
        WireName = XmlNames.OfReplyMember(member).ToArray();
        Name = Encoding.UTF8.GetBytes(member.Name);
    }

    public Member Member { get; }

    /// <summary>Its place in the shape.</summary>
    public int Index { get; }

    /// <summary>Its name in the JSON.</summary>
    public byte[] Name { get; }

    /// <summary>The name of its element or attribute.</summary>
    public byte[] WireName { get; }

    public bool IsInBody { get; }
    public bool IsAttribute { get; }
    public bool IsFlattened { get; }

    /// <summary>Its text is JSON that AWS CLI shows as such.</summary>
    public bool IsJsonText { get; }

    /// <summary>Another member that the same element gives: S3's old notifications have <c>Event</c> as text and as list.</summary>
    public XmlMember? NextOfSameName { get; set; }

    /// <summary>Its type, made when the first element of it comes.</summary>
    public XmlShape Shape => field ??= _shapes.Get(Member.Shape);
}

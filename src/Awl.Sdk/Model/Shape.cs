using System.Text;
using static Awl.Model.PackLayout;

namespace Awl.Model;

/// <summary>A type of a service's model, viewed in place. Copying it copies 16 bytes, never the model.</summary>
/// <remarks>Layout: <see cref="ShapeRowSize"/>.</remarks>
public readonly struct Shape : IEquatable<Shape>
{
    readonly Pack _pack;
    readonly int _row;
    readonly int _firstShape;

    /// <param name="pack">Where it lies.</param>
    /// <param name="row">Its row.</param>
    /// <param name="firstShape">The row of the service's first shape, from which members count.</param>
    internal Shape(Pack pack, int row, int firstShape) => (_pack, _row, _firstShape) = (pack, row, firstShape);

    /// <summary>What it is.</summary>
    public ShapeKind Kind => (ShapeKind)(Flags & ShapeFlags.KindMask);

    /// <summary>Its name in the model. Made anew at each call.</summary>
    public string Name => _pack.Name(ReadUInt24(Row[7..]));

    /// <summary>Its members in the model's order. A list has one, its element; a map two, key and value.</summary>
    public MemberList Members => new(_pack, ReadUInt24(Row[4..]), ReadUInt16(Row[2..]), _firstShape);

    /// <summary>The shape of a list's elements.</summary>
    public Member Element => Members[0];

    /// <summary>The keys of a map.</summary>
    public Member Key => Members[0];

    /// <summary>The values of a map.</summary>
    public Member Value => Members[1];

    /// <summary>Exactly one member is set.</summary>
    public bool IsUnion => Has(ShapeFlags.Union);

    /// <summary>Any JSON.</summary>
    public bool IsDocument => Has(ShapeFlags.Document);

    /// <summary>Must not be shown: passwords, keys.</summary>
    public bool IsSensitive => Has(ShapeFlags.Sensitive);

    /// <summary>A blob that may be longer than memory.</summary>
    public bool IsStreaming => Has(ShapeFlags.Streaming);

    /// <summary>A stream of events, one of its members at a time.</summary>
    public bool IsEventStream => Has(ShapeFlags.EventStream);

    /// <summary>One event of an event stream.</summary>
    public bool IsEvent => Has(ShapeFlags.Event);

    /// <summary>An error of the service.</summary>
    public bool IsException => Has(ShapeFlags.Exception);

    /// <summary>The values that AWS knows today; empty when it is no enumeration.</summary>
    public string[] EnumValues => Traits.Values(Trait.Enum).ToTexts();

    /// <summary>The smallest number, length or count, as the model writes it, or null.</summary>
    public string? Min => Traits.Text(Trait.Min);

    /// <summary>The largest number, length or count, as the model writes it, or null.</summary>
    public string? Max => Traits.Text(Trait.Max);

    /// <summary>The member that is the whole body, or null.</summary>
    public Member? Payload => Traits.Number(Trait.Payload) is { } index ? Members[index] : null;

    internal bool IsFlattened => Has(ShapeFlags.Flattened);
    internal bool IsSparse => Has(ShapeFlags.Sparse);
    internal bool IsWrapper => Has(ShapeFlags.Wrapper);
    internal bool RequiresLength => Traits.Has(Trait.RequiresLength);
    internal ReadOnlySpan<byte> TimestampFormat => Traits.Utf8(Trait.TimestampFormat);

    /// <summary>The code of an error on the wire: what the model says, else the shape's name.</summary>
    internal string ErrorCode => Traits.Text(Trait.ErrorCode) ?? Name;

    internal ShapeFlags Flags => (ShapeFlags)ReadUInt16(Row);
    internal bool Has(ShapeFlags flag) => (Flags & flag) != 0;
    internal TraitList Traits => new(_pack, ReadUInt24(Row[10..]));
    internal int Index => _row;

    /// <summary>The member of that name, or null.</summary>
    public Member? FindMember(ReadOnlySpan<byte> utf8Name)
    {
        foreach (var member in Members)
        {
            if (member.NameUtf8.SequenceEqual(utf8Name)) return member;
        }
        return null;
    }

    /// <inheritdoc cref="FindMember(ReadOnlySpan{byte})"/>
    public Member? FindMember(string name) => FindMember(Encoding.UTF8.GetBytes(name));

    ReadOnlySpan<byte> Row => _pack.Row(Section.Shapes, _row, ShapeRowSize);

    /// <inheritdoc/>
    public bool Equals(Shape other) => _row == other._row && ReferenceEquals(_pack, other._pack);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _row;

    /// <summary>Same row of the same pack.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Not the same row.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);
}

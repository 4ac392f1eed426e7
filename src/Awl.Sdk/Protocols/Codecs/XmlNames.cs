using System.Text;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>The names that shapes and members have as XML elements, and as parts of a name in a form.</summary>
/// <remarks>
/// Source: Smithy 2.0, xmlName and xmlFlattened; botocore parsers.py and serialize.py. Models made from Smithy have <c>flattened</c> on the
/// member that refers to a list, older ones on the list itself; only with the older ones do the list's elements name the list.
/// </remarks>
static class XmlNames
{
    /// <summary>The <c>locationName</c> of the member; else of a list, map or scalar that it refers to; else the other.</summary>
    public static ReadOnlySpan<byte> Of(Member member, ReadOnlySpan<byte> otherwise)
    {
        if (member.ExplicitWireName is { IsEmpty: false } name) return name;
        if (member.Shape.Kind == ShapeKind.Structure) return otherwise;
        return member.Shape.Traits.Utf8(Trait.WireName) is { IsEmpty: false } shapeName ? shapeName : otherwise;
    }

    /// <summary>The element of a member in a reply: a list flattened in the older way is called as its elements are.</summary>
    /// <remarks>Source: botocore parsers.py, BaseXMLResponseParser._member_key_name.</remarks>
    public static ReadOnlySpan<byte> OfReplyMember(Member member, ReadOnlySpan<byte> otherwise)
        => FlatElementName(member) is { IsEmpty: false } name ? name : Of(member, otherwise);

    /// <summary>The name that a list flattened in the older way has from its elements; empty for other members.</summary>
    public static ReadOnlySpan<byte> FlatElementName(Member member)
        => !member.IsFlattened && member.Shape is { IsFlattened: true, Kind: ShapeKind.List } ? Of(member.Shape.Element, default) : default;

    /// <summary>The root element of a body that one member makes up.</summary>
    /// <remarks>
    /// Models made from Smithy give every payload a <c>locationName</c>: one that only repeats the member's name, without a name space of its own as
    /// the services' models have it, says nothing.
    /// </remarks>
    public static ReadOnlySpan<byte> OfPayload(Member payload)
    {
        var name = payload.ExplicitWireName;
        var saysNothing = name.SequenceEqual(payload.NameUtf8) && !payload.Traits.Has(Trait.XmlNamespace);
        return name.IsEmpty || saysNothing ? OfShape(payload.Shape) : name;
    }

    /// <summary>The root element of a body that members of an input make up.</summary>
    public static ReadOnlySpan<byte> OfInput(Operation operation, Shape input)
    {
        if (input.Traits.Has(Trait.WireName)) return OfShape(input);
        return operation.Traits.Utf8(Trait.InputWireName) is { IsEmpty: false } name ? name : OfShape(input);
    }

    /// <summary>Elements of the list, or entries of the map, stand in the structure itself.</summary>
    public static bool IsFlattened(Member member) => member.IsFlattened || member.Shape.IsFlattened;

    /// <summary>The root element of a body that is the shape and nothing says more.</summary>
    public static ReadOnlySpan<byte> OfShape(Shape shape)
        => shape.Traits.Utf8(Trait.WireName) is { IsEmpty: false } name ? name : Encoding.UTF8.GetBytes(shape.Name);
}

using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>The names that members have as XML elements.</summary>
/// <remarks>Source: botocore model.py: traits of a member overlay those of its shape. Smithy 2.0, xmlName.</remarks>
static class XmlNames
{
    /// <summary>The model's <c>locationName</c> of the member, else of its shape, else nothing.</summary>
    public static ReadOnlySpan<byte> Explicit(Member member)
        => member.ExplicitWireName is { IsEmpty: false } name ? name : member.Shape.Traits.Utf8(Trait.WireName);

    /// <summary>The element of a structure's member, the element of a list, the key or value of a map.</summary>
    public static ReadOnlySpan<byte> Of(Member member, ReadOnlySpan<byte> otherwise) => Explicit(member) is { IsEmpty: false } name ? name : otherwise;

    /// <summary>The element of a structure's member in a reply: a flattened list is called as its elements are.</summary>
    /// <remarks>Source: botocore parsers.py, BaseXMLResponseParser._member_key_name.</remarks>
    public static ReadOnlySpan<byte> OfReplyMember(Member member)
        => IsFlattened(member) && member.Shape.Kind == ShapeKind.List && Explicit(member.Shape.Element) is { IsEmpty: false } name
            ? name : Of(member, member.NameUtf8);

    /// <summary>Elements of the list, or entries of the map, stand in the structure itself.</summary>
    public static bool IsFlattened(Member member) => member.IsFlattened || member.Shape.IsFlattened;
}

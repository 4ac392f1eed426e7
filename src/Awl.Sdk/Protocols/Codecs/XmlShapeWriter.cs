using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>Writes an input as the XML body of restXml.</summary>
/// <remarks>Source: botocore serialize.py, RestXMLSerializer; Smithy 2.0, aws.protocols#restXml. Members come in the input's order.</remarks>
/// <param name="xml">Gets the document.</param>
/// <param name="timeFormat">How .NET writes a time in UTC, or null for as requests have it.</param>
sealed class XmlShapeWriter(ArrayBufferWriter<byte> xml, string? timeFormat = null)
{
    /// <summary>Writes a structure as the root of a document: only those of its members that travel in the body.</summary>
    /// <param name="name">The element.</param>
    /// <param name="xmlNamespace">The trait of whoever refers to the shape; without a value, that of the shape counts.</param>
    /// <param name="shape">The structure.</param>
    /// <param name="value">Its members.</param>
    public void WriteRoot(ReadOnlySpan<byte> name, TraitValues xmlNamespace, Shape shape, JsonElement value)
        => WriteStructure(name, xmlNamespace.Count > 0 ? xmlNamespace : shape.Traits.Values(Trait.XmlNamespace), shape, value);

    void Write(ReadOnlySpan<byte> name, Member member, JsonElement value)
    {
        var shape = member.Shape;
        switch (shape.Kind)
        {
            case ShapeKind.Structure: WriteStructure(name, NamespaceOf(member), shape, value); break;
            case ShapeKind.List: WriteList(name, member, value); break;
            case ShapeKind.Map: WriteMap(name, member, value); break;
            default: WriteScalar(name, member, value); break;
        }
    }

    void WriteStructure(ReadOnlySpan<byte> name, TraitValues xmlNamespace, Shape shape, JsonElement value)
    {
        xml.Write("<"u8);
        xml.Write(name);
        WriteNamespace(xmlNamespace);
        foreach (var property in value.EnumerateObject())
        {
            if (FindBodyMember(shape, property) is { IsXmlAttribute: true } member) WriteAttribute(member, property.Value);
        }
        xml.Write(">"u8);
        foreach (var property in value.EnumerateObject())
        {
            if (FindBodyMember(shape, property) is not { IsXmlAttribute: false } member) continue;
            Write(XmlNames.Of(member, member.NameUtf8), member, property.Value);
        }
        WriteEnd(name);
    }

    static Member? FindBodyMember(Shape shape, JsonProperty property)
        => property.Value.ValueKind != JsonValueKind.Null && InputMember.Find(shape, property) is { } member && HttpBindingWriter.IsInBody(member)
            ? member : null;

    void WriteAttribute(Member member, JsonElement value)
    {
        xml.Write(" "u8);
        xml.Write(XmlNames.Of(member, member.NameUtf8));
        xml.Write("=\""u8);
        WriteEscaped(ScalarText.Of(value));
        xml.Write("\""u8);
    }

    /// <summary>A flattened list has no element of its own: each of its elements carries its name.</summary>
    void WriteList(ReadOnlySpan<byte> name, Member member, JsonElement list)
    {
        var element = member.Shape.Element;
        var isFlat = XmlNames.IsFlattened(member);
        if (!isFlat) WriteStart(name, NamespaceOf(member));
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Null) Write(isFlat ? name : XmlNames.Of(element, "member"u8), element, item);
        }
        if (!isFlat) WriteEnd(name);
    }

    void WriteMap(ReadOnlySpan<byte> name, Member member, JsonElement map)
    {
        var isFlat = XmlNames.IsFlattened(member);
        if (!isFlat) WriteStart(name, NamespaceOf(member));
        foreach (var entry in map.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.Null) WriteEntry(isFlat ? name : "entry"u8, member.Shape, entry);
        }
        if (!isFlat) WriteEnd(name);
    }

    void WriteEntry(ReadOnlySpan<byte> name, Shape map, JsonProperty entry)
    {
        var key = XmlNames.Of(map.Key, "key"u8);
        WriteStart(name, default);
        WriteStart(key, NamespaceOf(map.Key));
        WriteEscaped(entry.Name);
        WriteEnd(key);
        Write(XmlNames.Of(map.Value, "value"u8), map.Value, entry.Value);
        WriteEnd(name);
    }

    void WriteScalar(ReadOnlySpan<byte> name, Member member, JsonElement value)
    {
        WriteStart(name, NamespaceOf(member));
        WriteEscaped(TextOf(member, value));
        WriteEnd(name);
    }

    string TextOf(Member member, JsonElement value) => member.Shape.Kind switch
    {
        ShapeKind.Boolean => value.GetBoolean() ? "true" : "false",
        ShapeKind.Timestamp when timeFormat is not null => Timestamps.Of(value).Utc.ToString(timeFormat, CultureInfo.InvariantCulture),
        ShapeKind.Timestamp => Timestamps.Format(Timestamps.Of(value), Timestamps.FormatOf(member.TimestampFormat, TimestampFormat.Iso8601)),
        _ => ScalarText.Of(value),
    };

    void WriteStart(ReadOnlySpan<byte> name, TraitValues xmlNamespace)
    {
        xml.Write("<"u8);
        xml.Write(name);
        WriteNamespace(xmlNamespace);
        xml.Write(">"u8);
    }

    void WriteEnd(ReadOnlySpan<byte> name)
    {
        xml.Write("</"u8);
        xml.Write(name);
        xml.Write(">"u8);
    }

    static TraitValues NamespaceOf(Member member)
        => member.Traits.Values(Trait.XmlNamespace) is { Count: > 0 } own ? own : member.Shape.Traits.Values(Trait.XmlNamespace);

    /// <summary>URI and, where the model has one, prefix.</summary>
    void WriteNamespace(TraitValues xmlNamespace)
    {
        if (xmlNamespace.Count == 0) return;
        xml.Write(" xmlns"u8);
        if (xmlNamespace.Count > 1)
        {
            xml.Write(":"u8);
            xml.Write(xmlNamespace.Utf8(1));
        }
        xml.Write("=\""u8);
        WriteEscaped(xmlNamespace.Text(0));
        xml.Write("\""u8);
    }

    /// <summary>Line ends are written as references, in text too, or the reader would turn them all into line feeds.</summary>
    /// <remarks>Source: XML 1.0, 2.11; botocore handlers.py, escape_xml_payload.</remarks>
    void WriteEscaped(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny("&<>\"\r\n\t") is >= 0 and var special)
        {
            WriteUtf8(text[..special]);
            xml.Write(ReferenceTo(text[special]));
            text = text[(special + 1)..];
        }
        WriteUtf8(text);
    }

    static ReadOnlySpan<byte> ReferenceTo(char c) => c switch
    {
        '&' => "&amp;"u8,
        '<' => "&lt;"u8,
        '>' => "&gt;"u8,
        '"' => "&quot;"u8,
        '\r' => "&#xD;"u8,
        '\n' => "&#xA;"u8,
        _ => "&#x9;"u8,
    };

    void WriteUtf8(ReadOnlySpan<char> text) => xml.Advance(Encoding.UTF8.GetBytes(text, xml.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
}

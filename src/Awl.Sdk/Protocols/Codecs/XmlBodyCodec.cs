using System.Buffers;
using System.Text.Json;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>XML bodies, as restXml has them: the root of what is read may have any name.</summary>
sealed class XmlBodyCodec(ReplyTimestamps timestamps) : IBodyCodec
{
    public string ContentType => "application/xml";

    public ReadOnlyMemory<byte> Write(Shape shape, JsonElement value) => Write(XmlNames.OfShape(shape), default, shape, value);

    public ReadOnlyMemory<byte> WriteMembers(Shape shape, JsonElement value) => Write(shape, value);

    /// <summary>Writes a structure under a name and, where the model has one for the use of the shape, a name space of its own.</summary>
    public static ReadOnlyMemory<byte> Write(ReadOnlySpan<byte> name, TraitValues xmlNamespace, Shape shape, JsonElement value)
    {
        var xml = new ArrayBufferWriter<byte>(256);
        new XmlShapeWriter(xml).WriteRoot(name, xmlNamespace, shape, value);
        return xml.WrittenMemory;
    }

    public void Read(Shape shape, ReadOnlyMemory<byte> body, Utf8JsonWriter json)
    {
        using var index = new XmlIndex(OrEmpty(body));
        using var reader = new XmlShapeReader(index, json, timestamps);
        reader.WriteValue(XmlPlan.Of(shape), 0);
    }

    public void ReadMembers(Shape shape, ReadOnlyMemory<byte> body, Utf8JsonWriter json)
    {
        using var index = new XmlIndex(OrEmpty(body));
        using var reader = new XmlShapeReader(index, json, timestamps);
        reader.WriteMembers(XmlPlan.Of(shape), 0);
    }

    /// <summary>No body is an element without anything in it.</summary>
    /// <remarks>Source: botocore parsers.py, RestXMLParser._initial_body_parse.</remarks>
    static ReadOnlySpan<byte> OrEmpty(ReadOnlyMemory<byte> body) => body.IsEmpty ? "<empty/>"u8 : body.Span;
}

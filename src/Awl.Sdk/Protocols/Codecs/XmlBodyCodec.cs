using System.Buffers;
using System.Text;
using System.Text.Json;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>XML bodies, as the events of restXml have them.</summary>
sealed class XmlBodyCodec(ReplyTimestamps timestamps) : IBodyCodec
{
    public string ContentType => "application/xml";

    public ReadOnlyMemory<byte> Write(Shape shape, JsonElement value) => WriteMembers(shape, value);

    public ReadOnlyMemory<byte> WriteMembers(Shape shape, JsonElement value)
    {
        var xml = new ArrayBufferWriter<byte>(256);
        new XmlShapeWriter(xml).WriteRoot(Encoding.UTF8.GetBytes(shape.Name), default, shape, value);
        return xml.WrittenMemory;
    }

    public void Read(Shape shape, ReadOnlyMemory<byte> body, Utf8JsonWriter json)
    {
        using var index = new XmlIndex(OrEmptyElement(body.Span));
        using var reader = new XmlShapeReader(index, json, timestamps);
        reader.WriteValue(XmlPlan.Of(shape), 0);
    }

    public void ReadMembers(Shape shape, ReadOnlyMemory<byte> body, Utf8JsonWriter json)
    {
        using var index = new XmlIndex(OrEmptyElement(body.Span));
        using var reader = new XmlShapeReader(index, json, timestamps);
        reader.WriteMembers(XmlPlan.Of(shape), 0);
    }

    static ReadOnlySpan<byte> OrEmptyElement(ReadOnlySpan<byte> body) => body.IsEmpty ? "<empty/>"u8 : body;
}

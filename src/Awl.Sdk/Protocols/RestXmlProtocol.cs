using System.Buffers;
using System.Text;
using System.Text.Json;
using Awl.Http;
using Awl.Model;
using Awl.Protocols.Codecs;

namespace Awl.Protocols;

/// <summary>restXml: members travel in path, query, headers and an XML body. S3 speaks it, CloudFront and Route 53.</summary>
/// <remarks>Source: Smithy 2.0, aws.protocols#restXml; botocore, RestXMLSerializer and RestXMLParser.</remarks>
sealed class RestXmlProtocol(ReplyTimestamps timestamps) : IProtocol
{
    public HttpRequest Serialize(Operation operation, JsonElement input, RequestBody? stream)
    {
        var request = HttpBindingWriter.NewRequest(operation, input);
        if (stream is not null) request.Body = stream;
        else if (operation.Input is { } shape && input.ValueKind == JsonValueKind.Object) WriteBody(request, operation, shape, input);
        return request;
    }

    static void WriteBody(HttpRequest request, Operation operation, Shape shape, JsonElement input)
    {
        if (shape.Payload is not { } payload) WriteMembers(request, operation, shape, input);
        else if (input.TryGetProperty(payload.NameUtf8, out var value) && value.ValueKind != JsonValueKind.Null) WritePayload(request, payload, value);
    }

    /// <summary>The members that travel nowhere else are the body. Without any of them there is none.</summary>
    static void WriteMembers(HttpRequest request, Operation operation, Shape shape, JsonElement input)
    {
        if (HasBodyMember(shape, input)) WriteXml(request, XmlNames.OfInput(operation, shape), operation.Traits.Values(Trait.InputXmlNamespace), shape, input);
    }

    static bool HasBodyMember(Shape shape, JsonElement input)
    {
        foreach (var property in input.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null) continue;
            if (shape.FindMember(property.Name) is { } member && HttpBindingWriter.IsInBody(member)) return true;
        }
        return false;
    }

    /// <summary>One member is the whole body: text, bytes or a structure.</summary>
    static void WritePayload(HttpRequest request, Member payload, JsonElement value)
    {
        switch (payload.Shape.Kind)
        {
            case ShapeKind.String: WriteContent(request, "text/plain", Encoding.UTF8.GetBytes(value.GetString()!)); break;
            case ShapeKind.Blob: request.Body = RequestBody.Of(value.GetBytesFromBase64()); break;
            default: WriteXml(request, XmlNames.OfPayload(payload), payload.Traits.Values(Trait.XmlNamespace), payload.Shape, value); break;
        }
    }

    static void WriteXml(HttpRequest request, ReadOnlySpan<byte> name, TraitValues xmlNamespace, Shape shape, JsonElement value)
    {
        var xml = new ArrayBufferWriter<byte>(256);
        new XmlShapeWriter(xml).WriteRoot(name, xmlNamespace, shape, value);
        WriteContent(request, "application/xml", xml.WrittenMemory);
    }

    static void WriteContent(HttpRequest request, string type, ReadOnlyMemory<byte> content)
    {
        request.Body = RequestBody.Of(content);
        if (request.Headers["Content-Type"] is null) request.Headers["Content-Type"] = type;
    }

    public void Parse(Operation operation, int status, HeaderList headers, ReadOnlyMemory<byte> body, Utf8JsonWriter output)
    {
        output.WriteStartObject();
        if (operation.Output is { } shape)
        {
            HttpBindingReader.Write(output, shape, status, headers, timestamps);
            if (IsBucketLocation(operation)) WriteBucketLocation(body.Span, output);
            else if (shape.Payload is { } payload) ReadPayload(payload, body.Span, output);
            else if (!body.IsEmpty) ReadMembers(shape, body.Span, output);
        }
        output.WriteEndObject();
    }

    public ServiceException ParseError(Operation operation, int status, HeaderList headers, ReadOnlyMemory<byte> body)
        => XmlErrorReader.Read(operation, status, headers, body.Span, timestamps);

    void ReadMembers(Shape shape, ReadOnlySpan<byte> body, Utf8JsonWriter output)
    {
        using var index = new XmlIndex(body);
        using var reader = new XmlShapeReader(index, output, timestamps);
        reader.WriteMembers(XmlPlan.Of(shape), 0);
    }

    void ReadPayload(Member payload, ReadOnlySpan<byte> body, Utf8JsonWriter output)
    {
        if (payload.IsStreaming || payload.Shape.IsEventStream) return;

        switch (payload.Shape.Kind)
        {
            case ShapeKind.String: output.WriteString(payload.NameUtf8, body); break;
            case ShapeKind.Blob: if (!body.IsEmpty) output.WriteBase64String(payload.NameUtf8, body); break;
            default: ReadStructure(payload, body, output); break;
        }
    }

    /// <summary>No body at all is a structure without members; a union without a member cannot be.</summary>
    void ReadStructure(Member payload, ReadOnlySpan<byte> body, Utf8JsonWriter output)
    {
        if (body.IsEmpty && payload.Shape.IsUnion) return;

        using var index = new XmlIndex(body.IsEmpty ? "<empty/>"u8 : body);
        using var reader = new XmlShapeReader(index, output, timestamps);
        output.WritePropertyName(payload.NameUtf8);
        reader.WriteValue(XmlPlan.Of(payload.Shape), 0);
    }

    static bool IsBucketLocation(Operation operation)
        => operation.NameUtf8.SequenceEqual("GetBucketLocation"u8) && operation.Service.NameUtf8.SequenceEqual("s3"u8);

    /// <summary>The root is the member itself; without text, which means us-east-1, the member is null.</summary>
    /// <remarks>Source: botocore handlers.py, parse_get_bucket_location.</remarks>
    static void WriteBucketLocation(ReadOnlySpan<byte> body, Utf8JsonWriter output)
    {
        using var index = new XmlIndex(body);
        var region = index.Text(0);
        if (region.IsEmpty) output.WriteNull("LocationConstraint"u8);
        else output.WriteString("LocationConstraint"u8, region);
    }
}

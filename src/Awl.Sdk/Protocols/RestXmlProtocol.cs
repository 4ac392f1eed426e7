using System.Text.Json;
using Awl.Http;
using Awl.Model;
using Awl.Protocols.Codecs;

namespace Awl.Protocols;

/// <summary>restXml: members travel in path, query, headers and an XML body. S3 speaks it, CloudFront and Route 53.</summary>
/// <remarks>Source: Smithy 2.0, aws.protocols#restXml; botocore, RestXMLSerializer and RestXMLParser.</remarks>
sealed class RestXmlProtocol(ReplyTimestamps timestamps) : IProtocol
{
    readonly XmlBodyCodec _codec = new(timestamps);

    public HttpRequest Serialize(Operation operation, JsonElement input, RequestBody? stream)
    {
        var request = HttpBindingWriter.NewRequest(operation, input);
        if (operation.Input is not { } shape) return request;

        var (body, contentType) = shape.Payload is { } payload ? WritePayload(payload, input, stream) : WriteMembers(operation, shape, input);
        request.Body = body;
        if (contentType is not null && request.Headers["Content-Type"] is null) request.Headers.Add("Content-Type", contentType);
        return request;
    }

    /// <summary>The members that travel nowhere else are the body. Without any of them there is none.</summary>
    (RequestBody, string?) WriteMembers(Operation operation, Shape shape, JsonElement input)
    {
        if (!HasBodyMember(shape, input)) return (RequestBody.Empty, null);
        var xml = XmlBodyCodec.Write(XmlNames.OfInput(operation, shape), operation.Traits.Values(Trait.InputXmlNamespace), shape, input);
        return (RequestBody.Of(xml), _codec.ContentType);
    }

    static bool HasBodyMember(Shape shape, JsonElement input)
    {
        foreach (var member in shape.Members)
        {
            if (HttpBindingWriter.IsInBody(member) && HttpPayload.Find(member, input) is not null) return true;
        }
        return false;
    }

    /// <summary>One member is the whole body: bytes, text or a structure.</summary>
    (RequestBody, string?) WritePayload(Member payload, JsonElement input, RequestBody? stream)
    {
        if (HttpPayload.IsRaw(payload)) return WriteRaw(payload, input, stream);
        if (HttpPayload.Find(payload, input) is not { } value) return (RequestBody.Empty, null);
        var xml = XmlBodyCodec.Write(XmlNames.OfPayload(payload), payload.Traits.Values(Trait.XmlNamespace), payload.Shape, value);
        return (RequestBody.Of(xml), _codec.ContentType);
    }

    /// <summary>S3 keeps the media type of what it is given, and has its own for what has none: only the caller names one.</summary>
    static (RequestBody, string?) WriteRaw(Member payload, JsonElement input, RequestBody? stream)
    {
        var (body, contentType) = HttpPayload.Write(payload, input, stream);
        return (body, payload.Shape.Kind == ShapeKind.Blob ? null : contentType);
    }

    public void Parse(Operation operation, int status, HeaderList headers, ReadOnlyMemory<byte> body, Utf8JsonWriter output)
    {
        output.WriteStartObject();
        if (operation.Output is { } shape)
        {
            HttpBindingReader.Write(output, shape, status, headers, timestamps);
            if (IsBucketLocation(operation)) ReadBucketLocation(body.Span, output);
            else if (shape.Payload is { } payload) ReadPayload(payload, body, output);
            else if (!body.IsEmpty) _codec.ReadMembers(shape, body, output);
        }
        output.WriteEndObject();
    }

    public ServiceException ParseError(Operation operation, int status, HeaderList headers, ReadOnlyMemory<byte> body)
        => XmlErrorReader.Read(operation, status, headers, body.Span, timestamps);

    /// <summary>No body is a structure without members, as AWS CLI prints it; a union must have one.</summary>
    void ReadPayload(Member payload, ReadOnlyMemory<byte> body, Utf8JsonWriter output)
    {
        if (HttpPayload.IsRaw(payload)) { HttpPayload.Read(payload, body, output); return; }
        if (payload.Shape.IsEventStream || (body.IsEmpty && payload.Shape.IsUnion)) return;

        output.WritePropertyName(payload.NameUtf8);
        _codec.Read(payload.Shape, body, output);
    }

    static bool IsBucketLocation(Operation operation)
        => operation.NameUtf8.SequenceEqual("GetBucketLocation"u8) && operation.Service.NameUtf8.SequenceEqual("s3"u8);

    /// <summary>The root is the member itself; without text, which means us-east-1, the member is null.</summary>
    /// <remarks>Source: botocore handlers.py, parse_get_bucket_location.</remarks>
    static void ReadBucketLocation(ReadOnlySpan<byte> body, Utf8JsonWriter output)
    {
        using var index = new XmlIndex(body);
        var region = index.Text(0);
        if (region.IsEmpty) output.WriteNull("LocationConstraint"u8);
        else output.WriteString("LocationConstraint"u8, region);
    }
}

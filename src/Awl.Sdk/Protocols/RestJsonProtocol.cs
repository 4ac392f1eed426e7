using System.Text.Json;
using Awl.Http;
using Awl.Model;
using Awl.Protocols.Codecs;

namespace Awl.Protocols;

/// <summary>restJson1: paths, queries and headers by the model's HTTP bindings, JSON in the body.</summary>
/// <remarks>Source: Smithy 2.0, aws.protocols#restJson1; botocore serialize.py, RestJSONSerializer, and parsers.py, RestJSONParser.</remarks>
sealed class RestJsonProtocol(ReplyTimestamps timestamps) : IProtocol
{
    readonly JsonBodyCodec _codec = new(timestamps, convertsScalars: true);

    public HttpRequest Serialize(Operation operation, JsonElement input, RequestBody? stream)
    {
        var request = HttpBindingWriter.NewRequest(operation, input);
        if (operation.Input is not { } shape) return request;

        var (body, contentType) = shape.Payload is { } payload ? WritePayload(payload, input, stream) : WriteMembers(shape, input);
        request.Body = body;
        if (contentType is not null && request.Headers["Content-Type"] is null) request.Headers.Add("Content-Type", contentType);
        return request;
    }

    (RequestBody, string?) WriteMembers(Shape shape, JsonElement input)
    {
        if (!HttpBindingWriter.HasBody(shape)) return (RequestBody.Empty, null);
        if (input.ValueKind != JsonValueKind.Object) return (EmptyObject, _codec.ContentType);
        return (RequestBody.Of(_codec.WriteMembers(shape, input)), _codec.ContentType);
    }

    (RequestBody, string?) WritePayload(Member payload, JsonElement input, RequestBody? stream)
    {
        if (payload.Shape.IsEventStream) return (RequestBody.Empty, EventStreamMessage.ContentType);
        if (HttpPayload.IsRaw(payload)) return HttpPayload.Write(payload, input, stream);
        if (HttpPayload.Find(payload, input) is { } value) return (RequestBody.Of(_codec.Write(payload.Shape, value)), _codec.ContentType);

        // An empty object would be a union without a member, which no service takes.
        return payload.Shape.IsUnion ? (RequestBody.Empty, null) : (EmptyObject, _codec.ContentType);
    }

    static RequestBody EmptyObject => RequestBody.Of("{}"u8.ToArray());

    public void Parse(Operation operation, int status, HeaderList headers, ReadOnlyMemory<byte> body, Utf8JsonWriter output)
    {
        output.WriteStartObject();
        if (operation.Output is { } shape) WriteMembers(shape, status, headers, body, output);
        output.WriteEndObject();
    }

    void WriteMembers(Shape shape, int status, HeaderList headers, ReadOnlyMemory<byte> body, Utf8JsonWriter output)
    {
        HttpBindingReader.Write(output, shape, status, headers, timestamps);
        if (shape.Payload is not { } payload) _codec.ReadMembers(shape, body, output);
        else if (HttpPayload.IsRaw(payload)) HttpPayload.Read(payload, body, output);
        else if (!body.IsEmpty || IsEmptyStructure(payload)) ReadPayload(payload, body, output);
    }

    void ReadPayload(Member payload, ReadOnlyMemory<byte> body, Utf8JsonWriter output)
    {
        if (payload.Shape.IsEventStream) return;
        output.WritePropertyName(payload.NameUtf8);
        _codec.Read(payload.Shape, body, output);
    }

    /// <summary>No body is a structure without members, as AWS CLI prints it; a union must have one.</summary>
    static bool IsEmptyStructure(Member payload) => payload.Shape is { Kind: ShapeKind.Structure, IsUnion: false, IsDocument: false };

    public ServiceException ParseError(Operation operation, int status, HeaderList headers, ReadOnlyMemory<byte> body)
        => new JsonErrorReader(_codec, timestamps, isRest: true).Read(operation, status, headers, body);
}

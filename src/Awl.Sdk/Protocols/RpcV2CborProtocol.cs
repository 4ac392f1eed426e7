using System.Text.Json;
using Awl.Http;
using Awl.Model;
using Awl.Protocols.Codecs;

namespace Awl.Protocols;

/// <summary>rpcv2Cbor: every operation is a POST of one CBOR map to a path of its own.</summary>
/// <remarks>Source: Smithy 2.0, smithy.protocols#rpcv2Cbor; botocore serialize.py, RpcV2CBORSerializer, and parsers.py, RpcV2CBORParser.</remarks>
sealed class RpcV2CborProtocol(ReplyTimestamps timestamps) : IProtocol
{
    readonly CborBodyCodec _codec = new(timestamps);

    public HttpRequest Serialize(Operation operation, JsonElement input, RequestBody? stream)
    {
        var request = new HttpRequest { Path = $"/service/{operation.Service.TargetPrefix}/operation/{operation.Name}" };
        request.Headers.Add("smithy-protocol", "rpc-v2-cbor");
        request.Headers.Add("Accept", operation.EventStreamOutput is null ? _codec.ContentType : EventStreamMessage.ContentType);
        if (operation.Service.IsQueryCompatible) request.Headers.Add("x-amzn-query-mode", "true");
        if (operation.Input is { } shape && input.ValueKind == JsonValueKind.Object) WriteBody(request, operation, shape, input);
        return request;
    }

    void WriteBody(HttpRequest request, Operation operation, Shape shape, JsonElement input)
    {
        var body = _codec.Write(shape, input);
        var isStream = operation.EventStreamInput is not null;
        request.Headers.Add("Content-Type", isStream ? EventStreamMessage.ContentType : _codec.ContentType);
        request.Body = RequestBody.Of(isStream ? EventStreamWriter.Encode(EventWriter.InitialRequest(body, _codec.ContentType)) : body);
    }

    public void Parse(Operation operation, int status, HeaderList headers, ReadOnlyMemory<byte> body, Utf8JsonWriter output)
    {
        output.WriteStartObject();
        if (operation.Output is { } shape) _codec.ReadMembers(shape, body, output);
        output.WriteEndObject();
    }

    public ServiceException ParseError(Operation operation, int status, HeaderList headers, ReadOnlyMemory<byte> body)
        => new JsonErrorReader(_codec.Json, timestamps, isRest: false).Read(operation, status, headers, TranscodeError(body));

    static ReadOnlyMemory<byte> TranscodeError(ReadOnlyMemory<byte> body)
    {
        try
        {
            return CborToJson.Transcode(body);
        }
        catch (MalformedResponseException)
        {
            // Not of the service: perhaps the page of a proxy. Its text is the message then.
            return body;
        }
    }
}

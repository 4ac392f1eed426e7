using System.Text;
using System.Text.Json;
using Awl.Http;
using Awl.Model;
using Awl.Protocols.Codecs;

namespace Awl.Protocols;

/// <summary>awsJson 1.0 and 1.1: every operation is a POST of one JSON object to the same path.</summary>
/// <remarks>Source: Smithy 2.0, aws.protocols#awsJson1_1; botocore serialize.py, JSONSerializer, and parsers.py, JSONParser.</remarks>
sealed class AwsJsonProtocol(ReplyTimestamps timestamps) : IProtocol
{
    readonly JsonBodyCodec _codec = new(timestamps, convertsScalars: false);

    public HttpRequest Serialize(Operation operation, JsonElement input, RequestBody? stream)
    {
        var service = operation.Service;
        var request = new HttpRequest { Method = operation.Method, Path = Encoding.UTF8.GetString(operation.RequestUri) };
        request.Headers.Add("X-Amz-Target", $"{service.TargetPrefix}.{operation.Name}");
        var contentType = $"application/x-amz-json-{service.JsonVersion ?? "1.0"}";
        var isStream = operation.EventStreamInput is not null;
        request.Headers.Add("Content-Type", isStream ? EventStreamMessage.ContentType : contentType);
        if (service.IsQueryCompatible) request.Headers.Add("x-amzn-query-mode", "true");

        var hasInput = operation.Input is not null && input.ValueKind == JsonValueKind.Object;
        var body = hasInput ? _codec.Write(operation.Input!.Value, input) : "{}"u8.ToArray();
        request.Body = RequestBody.Of(isStream ? EventStreamWriter.Encode(EventWriter.InitialRequest(body, contentType)) : body);
        return request;
    }

    public void Parse(Operation operation, int status, HeaderList headers, ReadOnlyMemory<byte> body, Utf8JsonWriter output)
    {
        output.WriteStartObject();
        if (operation.Output is { } shape) _codec.ReadMembers(shape, body, output);
        output.WriteEndObject();
    }

    public ServiceException ParseError(Operation operation, int status, HeaderList headers, ReadOnlyMemory<byte> body)
        => new JsonErrorReader(_codec, timestamps, isRest: false).Read(operation, status, headers, body);
}

using System.Buffers;
using System.Text.Json;
using Awl.JmesPath;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>Reads the events of an operation's reply as JSON: <c>{"EventName": {…}}</c>.</summary>
/// <remarks>Source: botocore parsers.py, BaseEventStreamParser, and eventstream.py, EventStream.</remarks>
sealed class EventReader(Operation operation, IBodyCodec codec, ReplyTimestamps timestamps)
{
    readonly Shape _events = operation.EventStreamOutput!.Value.Shape;

    /// <summary>Writes the event that a message carries.</summary>
    /// <returns>False when the model does not know the event; nothing is written then.</returns>
    /// <exception cref="ServiceException">The message carries an error.</exception>
    /// <exception cref="MalformedResponseException">The event is not what the model promises.</exception>
    public bool TryRead(EventStreamMessage message, Utf8JsonWriter json)
    {
        if (message.Text(":message-type") is "error" or "exception") throw ReadError(message);
        if (message.Text(":event-type") is not { } name || _events.FindMember(name) is not { } member) return false;

        json.WriteStartObject();
        json.WriteStartObject(name);
        WriteHeaders(member.Shape, message, json);
        WritePayload(member.Shape, message.Payload, json);
        json.WriteEndObject();
        json.WriteEndObject();
        return true;
    }

    void WriteHeaders(Shape shape, EventStreamMessage message, Utf8JsonWriter json)
    {
        foreach (var member in shape.Members)
        {
            if (!member.IsEventHeader || message.Find(member.Name) is not { } header) continue;
            json.WritePropertyName(member.NameUtf8);
            WriteHeader(header, json);
        }
    }

    void WriteHeader(EventStreamHeader header, Utf8JsonWriter json)
    {
        switch (header.Type)
        {
            case EventStreamHeaderType.True: json.WriteBooleanValue(true); break;
            case EventStreamHeaderType.False: json.WriteBooleanValue(false); break;
            case EventStreamHeaderType.Bytes or EventStreamHeaderType.Uuid: json.WriteBase64StringValue(header.Value.Span); break;
            case EventStreamHeaderType.String: json.WriteStringValue(header.Value.Span); break;
            case EventStreamHeaderType.Timestamp: WriteTimestamp(header.Number, json); break;
            default: json.WriteNumberValue(header.Number); break;
        }
    }

    void WriteTimestamp(long milliseconds, Utf8JsonWriter json)
    {
        Span<byte> seconds = stackalloc byte[PythonFloat.MaxLength];
        timestamps.WriteNumber(json, seconds[..PythonFloat.Format(milliseconds / 1000.0, seconds)]);
    }

    void WritePayload(Shape shape, ReadOnlyMemory<byte> payload, Utf8JsonWriter json)
    {
        if (FindPayload(shape) is not { } member) { codec.ReadMembers(shape, payload, json); return; }

        json.WritePropertyName(member.NameUtf8);
        switch (member.Shape.Kind)
        {
            case ShapeKind.Blob: json.WriteBase64StringValue(payload.Span); break;
            case ShapeKind.String: json.WriteStringValue(payload.Span); break;
            default: codec.Read(member.Shape, payload, json); break;
        }
    }

    /// <summary>The member that is the whole payload of an event, or null where the payload holds all members without a header.</summary>
    public static Member? FindPayload(Shape shape)
    {
        foreach (var member in shape.Members)
        {
            if (member.IsEventPayload) return member;
        }
        return null;
    }

    /// <summary>An exception of the model has its name in a header and its members in the payload; other errors have only headers.</summary>
    ServiceException ReadError(EventStreamMessage message)
    {
        var name = message.Text(":exception-type");
        var details = name is not null && _events.FindMember(name) is { } member ? ReadDetails(member.Shape, message.Payload) : null;
        return new ServiceException(
            name ?? message.Text(":error-code") ?? "",
            details is { } fields ? MessageIn(fields) : message.Text(":error-message") ?? "",
            operation.Name)
        { Status = 400, Details = details };
    }

    JsonElement? ReadDetails(Shape shape, ReadOnlyMemory<byte> payload)
    {
        var buffer = new ArrayBufferWriter<byte>();
        try
        {
            using var json = new Utf8JsonWriter(buffer);
            codec.Read(shape, payload, json);
        }
        catch (MalformedResponseException)
        {
            return null;
        }
        var reader = new Utf8JsonReader(buffer.WrittenSpan, new JsonReaderOptions { MaxDepth = JsonShapeReader.MaxDepth });
        return JsonElement.ParseValue(ref reader);
    }

    static string MessageIn(JsonElement fields)
        => fields.ValueKind == JsonValueKind.Object && (fields.TryGetProperty("message"u8, out var message) || fields.TryGetProperty("Message"u8, out message))
            && message.ValueKind == JsonValueKind.String ? message.GetString()! : "";
}

using System.Text;
using System.Text.Json;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>Writes the events of an operation's input, each given as <c>{"EventName": {…}}</c>. Signing and framing come after.</summary>
/// <remarks>Source: Smithy 2.0, event stream traits and Amazon Event Stream specification; AWS CLI sends none.</remarks>
sealed class EventWriter(Operation operation, IBodyCodec codec)
{
    readonly Shape _events = operation.EventStreamInput!.Value.Shape;

    /// <summary>The first message of the RPC protocols: the input without its stream.</summary>
    public static EventStreamMessage InitialRequest(ReadOnlyMemory<byte> body, string contentType)
        => new([.. HeadersOf("initial-request"), EventStreamHeader.Of(":content-type", contentType)], body);

    /// <exception cref="UsageException">It is not one event of the model.</exception>
    public EventStreamMessage Write(JsonElement input)
    {
        var (shape, value) = FindEvent(input, out var name);
        var headers = HeadersOf(name);
        foreach (var member in shape.Members)
        {
            if (member.IsEventHeader && HttpPayload.Find(member, value) is { } header) headers.Add(HeaderOf(member, header));
        }
        var payload = EventReader.FindPayload(shape) is { } whole ? WritePayload(headers, whole, value) : WriteMembers(headers, shape, value);
        return new(headers, payload);
    }

    static List<EventStreamHeader> HeadersOf(string eventType)
        => [EventStreamHeader.Of(":message-type", "event"), EventStreamHeader.Of(":event-type", eventType)];

    (Shape, JsonElement) FindEvent(JsonElement input, out string name)
    {
        name = "";
        if (input.ValueKind == JsonValueKind.Object && input.GetPropertyCount() == 1)
        {
            foreach (var property in input.EnumerateObject())
            {
                name = property.Name;
                if (_events.FindMember(name) is { } member && property.Value.ValueKind == JsonValueKind.Object) return (member.Shape, property.Value);
            }
        }
        throw new UsageException($"An event of {operation.Name} is an object with one member: {{\"{_events.Members[0].Name}\": {{…}}}}.");
    }

    static EventStreamHeader HeaderOf(Member member, JsonElement value) => member.Shape.Kind switch
    {
        ShapeKind.Boolean => EventStreamHeader.Of(member.Name, value.GetBoolean()),
        ShapeKind.Integer => EventStreamHeader.Of(member.Name, value.GetInt32()),
        ShapeKind.Long => EventStreamHeader.Of(member.Name, value.GetInt64()),
        ShapeKind.Blob => EventStreamHeader.Of(member.Name, InputBlob.Of(member.Shape, value)),
        ShapeKind.Timestamp => EventStreamHeader.Of(member.Name, new DateTimeOffset(Timestamps.Of(value).Utc, TimeSpan.Zero)),
        _ => EventStreamHeader.Of(member.Name, value.GetString()!),
    };

    ReadOnlyMemory<byte> WritePayload(List<EventStreamHeader> headers, Member payload, JsonElement value)
    {
        if (HttpPayload.Find(payload, value) is not { } content) return default;

        var (contentType, bytes) = payload.Shape.Kind switch
        {
            ShapeKind.Blob => ("application/octet-stream", InputBlob.Of(payload.Shape, content)),
            ShapeKind.String => ("text/plain", Encoding.UTF8.GetBytes(content.GetString()!)),
            _ => (codec.ContentType, codec.Write(payload.Shape, content)),
        };
        headers.Add(EventStreamHeader.Of(":content-type", contentType));
        return bytes;
    }

    ReadOnlyMemory<byte> WriteMembers(List<EventStreamHeader> headers, Shape shape, JsonElement value)
    {
        headers.Add(EventStreamHeader.Of(":content-type", codec.ContentType));
        return codec.WriteMembers(shape, value);
    }
}

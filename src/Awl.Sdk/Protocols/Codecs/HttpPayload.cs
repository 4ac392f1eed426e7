using System.Text;
using System.Text.Json;
using Awl.Http;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>A payload member that is the body as it stands, in no format: a blob or a string.</summary>
static class HttpPayload
{
    public static bool IsRaw(Member payload) => payload.Shape.Kind is ShapeKind.Blob or ShapeKind.String;

    /// <summary>The member's value in the input, or null where it is absent or null.</summary>
    public static JsonElement? Find(Member payload, JsonElement input)
        => input.ValueKind == JsonValueKind.Object && input.TryGetProperty(payload.NameUtf8, out var value) && value.ValueKind != JsonValueKind.Null
            ? value : null;

    /// <summary>The body: the stream, or else the member of the input; and the media type it has where no header says otherwise.</summary>
    public static (RequestBody Body, string? ContentType) Write(Member payload, JsonElement input, RequestBody? stream)
    {
        var contentType = payload.Shape.Kind == ShapeKind.Blob ? "application/octet-stream" : "text/plain";
        if (stream is not null) return (stream, contentType);
        if (Find(payload, input) is not { } value) return (RequestBody.Empty, null);

        var bytes = payload.Shape.Kind == ShapeKind.Blob ? InputBlob.Of(payload.Shape, value) : Encoding.UTF8.GetBytes(value.GetString()!);
        return (RequestBody.Of(bytes), contentType);
    }

    /// <summary>Writes a string payload as a property. A blob is not read here: it is the stream beside the JSON.</summary>
    public static void Read(Member payload, ReadOnlyMemory<byte> body, Utf8JsonWriter json)
    {
        if (payload.Shape.Kind == ShapeKind.String) json.WriteString(payload.NameUtf8, body.Span);
    }
}

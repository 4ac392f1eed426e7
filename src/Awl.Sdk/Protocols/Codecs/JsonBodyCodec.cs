using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>JSON bodies, as awsJson and restJson have them.</summary>
/// <param name="timestamps">Writes the timestamps of replies.</param>
/// <param name="convertsScalars">See <see cref="JsonShapeReader"/>.</param>
sealed class JsonBodyCodec(ReplyTimestamps timestamps, bool convertsScalars) : IBodyCodec
{
    public string ContentType => "application/json";

    public ReadOnlyMemory<byte> Write(Shape shape, JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = NewWriter(buffer)) new JsonShapeWriter(json).Write(shape, value);
        return buffer.WrittenMemory;
    }

    public ReadOnlyMemory<byte> WriteMembers(Shape shape, JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = NewWriter(buffer)) new JsonShapeWriter(json).WriteStructure(shape, value, HttpBindingWriter.IsInBody);
        return buffer.WrittenMemory;
    }

    public void Read(Shape shape, ReadOnlyMemory<byte> body, Utf8JsonWriter json)
    {
        using var reader = new JsonShapeReader(body.Span, json, timestamps, convertsScalars);
        reader.WriteValue(JsonPlan.Of(shape));
    }

    public void ReadMembers(Shape shape, ReadOnlyMemory<byte> body, Utf8JsonWriter json)
    {
        var plan = JsonPlan.OfBody(shape);
        // Nothing is expected: whatever stands there (a text, an HTML page) is not ours to judge.
        if (plan.Members.Length == 0 && !plan.IsDocument) return;

        using var reader = new JsonShapeReader(body.Span, json, timestamps, convertsScalars);
        reader.WriteMembers(plan);
    }

    /// <summary>Services read UTF-8: nothing is escaped that JSON itself does not demand.</summary>
    static Utf8JsonWriter NewWriter(IBufferWriter<byte> buffer)
        => new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
}

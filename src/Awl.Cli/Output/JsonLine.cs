using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Awl.Cli.Output;

/// <summary>A value as JSON in one line, without spaces.</summary>
static class JsonLine
{
    /// <summary>Relaxed means only that the JSON is not made for embedding in HTML.</summary>
    static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void Write(JsonElement value, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, s_options);
        value.WriteTo(json);
    }

    public static ReadOnlySpan<byte> Of(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(value, buffer);
        return buffer.WrittenSpan;
    }
}

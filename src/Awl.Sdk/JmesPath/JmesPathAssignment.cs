using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Awl.JmesPath;

/// <summary>Sets a value at a dotted path, as paginators put a token into an input.</summary>
/// <remarks>Source: botocore utils.py, set_value_from_jmespath: names and dots only, no index, no wildcard.</remarks>
static class JmesPathAssignment
{
    /// <summary>As deep as a <see cref="Utf8JsonWriter"/> goes.</summary>
    const int MaxDepth = 1000;

    /// <summary>A copy of <paramref name="source"/> with the value at the path; objects that are missing on the way are made.</summary>
    public static JsonElement Set(JsonElement source, string path, JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(writer, source, path, value);
        return JsonElement.Parse(buffer.WrittenSpan, new() { MaxDepth = MaxDepth });
    }

    /// <summary>Writes an object with the value at the path. Anything but an object in its place is written over.</summary>
    static void Write(Utf8JsonWriter writer, JsonElement source, string path, JsonElement value)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var name = dot < 0 ? path : path[..dot];
        var found = false;

        writer.WriteStartObject();
        if (source.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in source.EnumerateObject())
            {
                if (property.NameEquals(name))
                {
                    found = true;
                    WriteMember(writer, name, property.Value);
                }
                else property.WriteTo(writer);
            }
        }
        if (!found) WriteMember(writer, name, default);
        writer.WriteEndObject();

        void WriteMember(Utf8JsonWriter writer, string name, JsonElement old)
        {
            writer.WritePropertyName(name);
            if (dot < 0) value.WriteTo(writer);
            else Write(writer, old, path[(dot + 1)..], value);
        }
    }
}

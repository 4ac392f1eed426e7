using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Awl.Model;

namespace Awl.Local.Sandbox.Wire;

/// <summary>Makes the JSON of an input out of texts from the wire.</summary>
static class InputJson
{
    public static JsonElement Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) write(json);
        return JsonDocument.Parse(buffer.WrittenMemory).RootElement;
    }

    /// <summary>A value that came as text. Blobs stay base64, timestamps as they were sent.</summary>
    /// <exception cref="SandboxException">It is no number or no truth value where the model says so.</exception>
    public static void WriteScalar(Utf8JsonWriter json, Member member, string text)
    {
        switch (member.Shape.Kind)
        {
            case ShapeKind.Boolean: json.WriteBooleanValue(ReadBoolean(member, text)); break;
            case ShapeKind.Integer or ShapeKind.Long: json.WriteNumberValue(ReadNumber(member, text)); break;
            case ShapeKind.Float or ShapeKind.Double: json.WriteNumberValue(ReadDouble(member, text)); break;
            default: json.WriteStringValue(text); break;
        }
    }

    static bool ReadBoolean(Member member, string text)
        => bool.TryParse(text, out var value) ? value : throw Malformed(member, text);

    static long ReadNumber(Member member, string text)
        => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Malformed(member, text);

    static double ReadDouble(Member member, string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : throw Malformed(member, text);

    static SandboxException Malformed(Member member, string text)
        => new("MalformedInput", $"The value '{text}' of {member.Name} is not of the type that the API has for it.");
}

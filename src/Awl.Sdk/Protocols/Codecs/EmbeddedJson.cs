using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.JmesPath;

namespace Awl.Protocols.Codecs;

/// <summary>JSON inside of a text, as AWS CLI shows it: a name that comes twice has its last value, a float has its shortest form.</summary>
/// <remarks>Source: Python's json.loads and json.dumps, between which the text passes there.</remarks>
static class EmbeddedJson
{
    static readonly JsonDocumentOptions s_deep = new() { MaxDepth = XmlIndex.MaxDepth };

    /// <summary>Writes what the text says. False, and nothing is written, when it is no JSON.</summary>
    public static bool TryWrite(Utf8JsonWriter json, string text)
    {
        JsonElement value;
        try
        {
            value = JsonElement.Parse(text, s_deep);
        }
        catch (JsonException)
        {
            return false;
        }
        if (ToNode(value) is { } node) node.WriteTo(json);
        else json.WriteNullValue();
        return true;
    }

    static JsonNode? ToNode(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var member in element.EnumerateObject()) members[member.Name] = ToNode(member.Value);
                return members;
            case JsonValueKind.Array:
                var items = new JsonArray();
                foreach (var item in element.EnumerateArray()) items.Add(ToNode(item));
                return items;
            case JsonValueKind.Number when element.GetRawText().AsSpan().ContainsAny('.', 'e', 'E') && double.IsFinite(element.GetDouble()):
                return JsonNode.Parse(PythonFloat.Repr(element.GetDouble()));
            default:
                return JsonValue.Create(element);
        }
    }
}

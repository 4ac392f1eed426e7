using System.Text;
using System.Text.Json;

namespace Awl.Model.Building;

/// <summary>Looks into the JSON of a model.</summary>
static class JsonText
{
    /// <summary>The property, or null when it is absent or null.</summary>
    public static JsonElement? Find(this JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>The property as text, or null when it is absent.</summary>
    public static string? Text(this JsonElement element, string name) => element.Find(name)?.ToString();

    public static bool IsTrue(this JsonElement element, string name) => element.Find(name)?.ValueKind == JsonValueKind.True;

    public static IEnumerable<string> Texts(this JsonElement array) => array.EnumerateArray().Select(item => item.ToString());

    /// <summary>The element without white space, and without the properties of one name at its top.</summary>
    public static string Compact(JsonElement element, string? without = null)
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var property in element.EnumerateObject())
            {
                if (property.Name != without) property.WriteTo(json);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Awl.Local.Container;

/// <summary>Writes compact JSON as the agents of AWS do.</summary>
static class Json
{
    public static string Object(Action<Utf8JsonWriter> write)
    {
        var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}

using System.Text.Json;

namespace Awl.Cli.SignIn;

/// <summary>Small JSON objects: inputs of the calls of a login, and the members of their replies.</summary>
static class JsonText
{
    /// <summary>An object.</summary>
    /// <param name="write">Writes its members.</param>
    public static byte[] Object(Action<Utf8JsonWriter> write)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return content.ToArray();
    }

    extension(Utf8JsonWriter json)
    {
        public void WriteTexts(string name, IReadOnlyList<string> texts)
        {
            json.WriteStartArray(name);
            foreach (var text in texts) json.WriteStringValue(text);
            json.WriteEndArray();
        }
    }

    extension(JsonElement element)
    {
        /// <summary>The text of a member, or null where it is none.</summary>
        public string? FindText(string name)
            => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        /// <summary>The whole number of a member, or null where it is none.</summary>
        public long? FindNumber(string name)
            => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
                && value.TryGetInt64(out var number) ? number : null;

        /// <summary>The text of a member of a reply.</summary>
        /// <exception cref="MalformedResponseException">It is not there.</exception>
        public string GetText(string name) => element.FindText(name) ?? throw new MalformedResponseException($"The reply has no {name}.");
    }
}

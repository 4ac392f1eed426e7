using System.Text;
using System.Text.Json;

namespace Awl.Cli.Commands.Imds;

/// <summary>Reads all that a metadata service lists, as one JSON object: folders are objects, JSON values are JSON, others text.</summary>
sealed class MetadataWalk(MetadataClient client, bool withSecrets)
{
    const int MostDepth = 12;
    const string Hidden = "(hidden: --with-secrets shows it)";

    public async Task<JsonElement> ReadAsync(CancellationToken cancellationToken)
    {
        var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var name in (string[])["dynamic", "meta-data"]) await WriteFolderAsync(json, name, $"latest/{name}/", 1, cancellationToken);
            if (await client.FindAsync("latest/user-data", cancellationToken) is { } userData) json.WriteString("user-data", Text(userData));
            json.WriteEndObject();
        }
        return JsonElement.Parse(bytes.ToArray());
    }

    async Task WriteFolderAsync(Utf8JsonWriter json, string name, string path, int depth, CancellationToken cancellationToken)
    {
        if (depth > MostDepth || await client.FindAsync(path, cancellationToken) is not { } listing) return;

        json.WriteStartObject(name);
        foreach (var line in Text(listing).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // The keys' listing alone has lines of another form: 0=name is the folder 0/.
            var entry = path.EndsWith("/public-keys/", StringComparison.Ordinal) && line.Contains('=', StringComparison.Ordinal) ? line.Split('=')[0] + "/" : line;
            if (entry.EndsWith('/')) await WriteFolderAsync(json, entry[..^1], path + entry, depth + 1, cancellationToken);
            else if (await client.FindAsync(path + Uri.EscapeDataString(entry), cancellationToken) is { } value) WriteValue(json, entry, Text(value));
        }
        json.WriteEndObject();
    }

    void WriteValue(Utf8JsonWriter json, string name, string text)
    {
        if (FindJson(text) is not { } value) json.WriteString(name, text);
        else if (value.ValueKind != JsonValueKind.Object)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
        else
        {
            json.WriteStartObject(name);
            foreach (var member in value.EnumerateObject())
            {
                if (!withSecrets && (member.Name is "SecretAccessKey" or "Token")) json.WriteString(member.Name, Hidden);
                else member.WriteTo(json);
            }
            json.WriteEndObject();
        }
    }

    static string Text(MetadataValue value) => Encoding.UTF8.GetString(value.Bytes);

    static JsonElement? FindJson(string text)
    {
        if (text is not ['{' or '[', ..]) return null;
        try { return JsonElement.Parse(text); }
        catch (JsonException) { return null; }
    }
}

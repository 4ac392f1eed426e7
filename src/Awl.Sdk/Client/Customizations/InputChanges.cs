using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awl.Client.Customizations;

/// <summary>An input and what its client changes in it. Reading costs nothing; the first change makes a tree.</summary>
/// <remarks>It has not been validated yet: a member may have any type, and one of another type is left for validation to refuse.</remarks>
/// <param name="given">The input as the caller gave it, a JSON object.</param>
sealed class InputChanges(JsonElement given)
{
    const string BytesMember = "Base64";

    JsonObject? _changed;

    /// <summary>The input as the caller gave it.</summary>
    public JsonElement Given => given;

    /// <summary>Sets a member.</summary>
    public JsonNode? this[string name] { set => (_changed ??= JsonObject.Create(given)!)[name] = value; }

    /// <summary>Whether the caller gave the member.</summary>
    public bool Has(string name) => given.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A member that is text, or null.</summary>
    public string? FindText(string name) => given.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A member that is text or bytes, or null: <c>{"Base64": "…"}</c> stands for bytes that are no text, in the members that take them.</summary>
    public byte[]? FindBytes(string name)
    {
        if (FindText(name) is { } text) return Encoding.UTF8.GetBytes(text);
        return given.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object && value.TryGetProperty(BytesMember, out var base64)
            && base64.ValueKind == JsonValueKind.String && base64.TryGetBytesFromBase64(out var bytes) ? bytes : null;
    }

    /// <summary>Takes a member under another name too.</summary>
    /// <exception cref="UsageException">Both are given.</exception>
    /// <remarks>Source: botocore handlers.py, ParameterAlias.</remarks>
    public void Rename(string alias, string name, string operation)
    {
        if (!given.TryGetProperty(alias, out var value)) return;
        if (Has(name)) throw new UsageException($"Parameter '{name}' and its alias '{alias}' were provided for operation {operation}.  Only one of them may be used.");

        this[name] = JsonNode.Parse(value.GetRawText());
        _changed!.Remove(alias);
    }

    /// <summary>The input with all changes; the same when there are none.</summary>
    public JsonElement ToJson()
    {
        if (_changed is null) return given;

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) _changed.WriteTo(json);
        return JsonDocument.Parse(buffer.ToArray()).RootElement;
    }
}

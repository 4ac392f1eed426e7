using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awl.Client;

/// <summary>A place in a list of pages as text: base64 of JSON that names the service's own tokens and how much of the page is done.</summary>
/// <remarks>Source: botocore paginate.py, TokenEncoder and TokenDecoder; tokens go back and forth between both tools.</remarks>
static class PageToken
{
    const string TruncateAmount = "boto_truncate_amount";
    const string EncodedKeys = "boto_encoded_keys";

    public static string Encode(JsonObject tokens, int? done)
    {
        var all = tokens.DeepClone().AsObject();
        if (done is { } amount) all[TruncateAmount] = amount;
        if (BinaryKeys(all) is { Count: > 0 } keys) all[EncodedKeys] = keys;

        var text = new StringBuilder();
        Write(text, all);
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Where binary keys stand: DynamoDB alone has any in its tokens. AWS CLI takes them for text otherwise.</summary>
    /// <remarks>Source: aws-cli v2, customizations/dynamodb/paginatorfix.py.</remarks>
    static JsonArray BinaryKeys(JsonObject tokens)
    {
        const string startKey = "ExclusiveStartKey";
        var paths = new JsonArray();
        if (tokens[startKey] is not JsonObject key) return paths;
        foreach (var (name, value) in key)
        {
            if (value is JsonObject attribute && attribute.ContainsKey("B")) paths.Add((JsonNode)new JsonArray(startKey, name, "B"));
        }
        return paths;
    }

    /// <summary>The service's tokens by input member, and how many items of the first page are done.</summary>
    /// <exception cref="UsageException">The text is no token of this operation.</exception>
    public static (JsonObject Tokens, int Done) Decode(string text, IReadOnlyList<string> inputTokens)
    {
        if (FindObject(text) is not { } tokens) return DecodeOldForm(text, inputTokens);

        var done = tokens[TruncateAmount]?.GetValue<int>() ?? 0;
        tokens.Remove(TruncateAmount);
        tokens.Remove(EncodedKeys);     // binary keys: base64 is how they stand in our JSON anyway
        return (tokens, done);
    }

    static JsonObject? FindObject(string text)
    {
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length)) return null;
        try
        {
            return JsonNode.Parse(bytes.AsSpan(0, length)) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The form of old: the tokens and the number, with three underscores between; or simply the service's own token.</summary>
    static (JsonObject Tokens, int Done) DecodeOldForm(string text, IReadOnlyList<string> inputTokens)
    {
        var parts = text.Split("___");
        var done = 0;
        if (parts.Length == inputTokens.Count + 1)
        {
            if (int.TryParse(parts[^1], out done)) parts = parts[..^1];
            else parts = [text];
        }
        if (parts.Length > inputTokens.Count) throw new UsageException($"Bad starting token: {text}");

        var tokens = new JsonObject();
        for (var i = 0; i < inputTokens.Count; i++) tokens[inputTokens[i]] = i < parts.Length && parts[i] != "None" ? JsonValue.Create(parts[i]) : null;
        return (tokens, done);
    }

    /// <summary>JSON with Python's spacing and escapes, so that the same token has the same text.</summary>
    static void Write(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject all:
                text.Append('{');
                var first = true;
                foreach (var (name, value) in all)
                {
                    if (!first) text.Append(", ");
                    first = false;
                    PythonJson.AppendText(text, name);
                    text.Append(": ");
                    Write(text, value);
                }
                text.Append('}');
                break;
            case JsonArray items:
                text.Append('[');
                for (var i = 0; i < items.Count; i++)
                {
                    if (i > 0) text.Append(", ");
                    Write(text, items[i]);
                }
                text.Append(']');
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                PythonJson.AppendText(text, value.GetValue<string>());
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }
}

using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awl.Client.Customizations;

/// <summary>Changes an output as a tree. For outputs that may be large see <see cref="ListingKeys"/>.</summary>
static class OutputTree
{
    static readonly JsonDocumentOptions s_deep = new() { MaxDepth = 1000 };

    public static ReadOnlyMemory<byte> Change(ReadOnlyMemory<byte> utf8Json, Action<JsonObject> change)
    {
        var output = JsonNode.Parse(utf8Json.Span, documentOptions: s_deep)!.AsObject();
        change(output);
        var changed = new ArrayBufferWriter<byte>(utf8Json.Length);
        using (var json = new Utf8JsonWriter(changed, ReplyReader.WriterOptions)) output.WriteTo(json);
        return changed.WrittenMemory;
    }

    /// <summary>A member that is text, or null.</summary>
    public static string? FindText(JsonNode? owner, string member)
        => owner is JsonObject members && members[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

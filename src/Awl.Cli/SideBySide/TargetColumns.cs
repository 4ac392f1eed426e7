using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Awl.Model;

namespace Awl.Cli.SideBySide;

/// <summary>Adds to each item where it comes from, as its first members: <c>Profile</c>, <c>Region</c>.</summary>
/// <remarks>
/// A row that is a list gets them as its first cells; a scalar becomes an object, itself the member <c>Value</c>. An item that has a member of that name keeps it:
/// ours is then <c>CalledRegion</c>.
/// </remarks>
sealed class TargetColumns(bool hasProfiles, bool hasRegions, Shape? item)
{
    readonly ArrayBufferWriter<byte> _buffer = new();

    string Profile => field ??= NameBeside("Profile", item);
    string Region => field ??= NameBeside("Region", item);

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names => hasProfiles && hasRegions ? [Profile, Region] : hasProfiles ? [Profile] : [Region];

    /// <summary>A page with the items of its lists marked. Dispose it before the next.</summary>
    public JsonDocument Page(JsonElement page, List<string[]> lists, Target target)
    {
        using (var json = NewWriter()) WriteObject(json, page, lists, 0, target);
        return Document();
    }

    /// <summary>The items of a result, or the result as the only one, marked, as the member <c>Items</c> of an object. Dispose it before the next.</summary>
    public JsonDocument Items(JsonElement result, Target target)
    {
        using (var json = NewWriter())
        {
            json.WriteStartObject();
            json.WritePropertyName("Items"u8);
            json.WriteStartArray();
            if (result.ValueKind == JsonValueKind.Array) WriteItems(json, result, target);
            else if (result.ValueKind != JsonValueKind.Null) WriteItem(json, result, target);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Document();
    }

    Utf8JsonWriter NewWriter()
    {
        _buffer.ResetWrittenCount();
        return new(_buffer, new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    JsonDocument Document() => JsonDocument.Parse(_buffer.WrittenMemory, new() { MaxDepth = Output.PythonJson.MaxDepth });

    void WriteObject(Utf8JsonWriter json, JsonElement value, List<string[]> lists, int depth, Target target)
    {
        json.WriteStartObject();
        foreach (var member in value.EnumerateObject())
        {
            json.WritePropertyName(member.Name);
            var below = lists.FindAll(list => list.Length > depth && list[depth] == member.Name);
            if (member.Value.ValueKind == JsonValueKind.Object && below.Count > 0) WriteObject(json, member.Value, below, depth + 1, target);
            else if (member.Value.ValueKind == JsonValueKind.Array && below.Exists(list => list.Length == depth + 1)) WriteList(json, member.Value, target);
            else Copy(json, member.Value);
        }
        json.WriteEndObject();
    }

    void WriteList(Utf8JsonWriter json, JsonElement list, Target target)
    {
        json.WriteStartArray();
        WriteItems(json, list, target);
        json.WriteEndArray();
    }

    void WriteItems(Utf8JsonWriter json, JsonElement list, Target target)
    {
        foreach (var item in list.EnumerateArray()) WriteItem(json, item, target);
    }

    void WriteItem(Utf8JsonWriter json, JsonElement item, Target target)
    {
        if (item.ValueKind == JsonValueKind.Array)
        {
            json.WriteStartArray();
            if (target.Profile is { } profile) json.WriteStringValue(profile);
            if (target.Region is { } region) json.WriteStringValue(region);
            foreach (var cell in item.EnumerateArray()) Copy(json, cell);
            json.WriteEndArray();
            return;
        }
        json.WriteStartObject();
        WriteColumn(json, Profile, target.Profile, item);
        WriteColumn(json, Region, target.Region, item);
        if (item.ValueKind == JsonValueKind.Object) CopyMembers(json, item);
        else
        {
            json.WritePropertyName("Value"u8);
            Copy(json, item);
        }
        json.WriteEndObject();
    }

    static void WriteColumn(Utf8JsonWriter json, string name, string? value, JsonElement item)
    {
        if (value is null) return;
        var isTaken = item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out _);
        json.WriteString(isTaken ? "Called" + name : name, value);
    }

    static void CopyMembers(Utf8JsonWriter json, JsonElement item)
    {
        foreach (var member in item.EnumerateObject())
        {
            json.WritePropertyName(member.Name);
            Copy(json, member.Value);
        }
    }

    static void Copy(Utf8JsonWriter json, JsonElement value) => json.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);

    static string NameBeside(string name, Shape? item) => item is { Kind: ShapeKind.Structure } structure && structure.FindMember(name) is not null ? "Called" + name : name;
}

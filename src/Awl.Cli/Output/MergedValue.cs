using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Awl.Cli.Output;

/// <summary>A part of a result that grows page by page: an object, a list of raw JSON, or any other value.</summary>
sealed class MergedValue
{
    readonly OrderedDictionary<string, MergedValue>? _members;
    readonly ArrayBufferWriter<byte>? _items;
    JsonElement _scalar;

    MergedValue(OrderedDictionary<string, MergedValue>? members = null, ArrayBufferWriter<byte>? items = null)
    {
        _members = members;
        _items = items;
    }

    public bool IsEmptyObject => _members is { Count: 0 };

    /// <summary>An object's members, in the order in which they were set; null where this is no object.</summary>
    public IReadOnlyList<KeyValuePair<string, MergedValue>>? Members => _members;

    public bool IsList => _items is not null;

    public static MergedValue NewObject() => new(members: []);

    public static MergedValue OfText(string text)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) writer.WriteStringValue(text);
        return new() { _scalar = JsonElement.Parse(buffer.WrittenSpan) };
    }

    /// <summary>A copy: the page may go.</summary>
    public static MergedValue Of(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            var list = new MergedValue(items: new());
            list.Append(value);
            return list;
        }
        if (value.ValueKind != JsonValueKind.Object) return new() { _scalar = value.Clone() };

        var members = new OrderedDictionary<string, MergedValue>();
        foreach (var property in value.EnumerateObject()) members[property.Name] = Of(property.Value);
        return new(members: members);
    }

    /// <summary>A value that is good as long as the page is: lists are not copied.</summary>
    public static MergedValue View(JsonElement value) => value.ValueKind == JsonValueKind.Object ? Of(value) : new() { _scalar = value };

    /// <summary>Joins a page's value to what stands at the path: lists grow, numbers are added, strings too; of anything else the first stays.</summary>
    public void Join(ReadOnlySpan<string> path, JsonElement value)
    {
        var parent = ParentOf(path);
        if (!parent.TryGetValue(path[^1], out var existing)) parent[path[^1]] = Of(value);
        else if (existing._items is not null && value.ValueKind == JsonValueKind.Array) existing.Append(value);
        else if (existing._members is null && existing._items is null) existing._scalar = Sum(existing._scalar, value);
    }

    public void Set(ReadOnlySpan<string> path, MergedValue value) => ParentOf(path)[path[^1]] = value;

    /// <summary>Lays another object over this one, member by member.</summary>
    /// <remarks>
    /// A list that grew stays: in botocore it is the very list of the first page, grown in place, that is laid over itself
    /// (ecr describe-image-scan-findings). Source: botocore utils.py, merge_dicts.
    /// </remarks>
    public void Overlay(MergedValue other)
    {
        foreach (var (name, value) in other._members!)
        {
            if (_members!.TryGetValue(name, out var existing))
            {
                if (existing._members is not null && value._members is not null)
                {
                    existing.Overlay(value);
                    continue;
                }
                if (existing._items is not null && value._items is not null) continue;
            }
            _members[name] = value;
        }
    }

    /// <summary>Takes the items of a list that came since the last call, as a JSON array, and forgets them; empty where none came.</summary>
    /// <remarks>Good until more items come.</remarks>
    public ReadOnlySpan<byte> TakeItems()
    {
        if (_items!.WrittenCount == 0) return default;
        _items.Write("]"u8);
        var array = _items.WrittenSpan;
        _items.ResetWrittenCount();
        return array;
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        if (_members is not null)
        {
            writer.WriteStartObject();
            foreach (var (name, value) in _members)
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }
            writer.WriteEndObject();
        }
        else if (_items is null) writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(_scalar), skipInputValidation: true);
        else writer.WriteRawValue(_items.WrittenCount == 0 ? "[]"u8 : [.. _items.WrittenSpan, (byte)']'], skipInputValidation: true);
    }

    /// <summary>The value as a document. Dispose it.</summary>
    /// <param name="buffer">Where the text of the document lies; what is in it now goes.</param>
    public JsonDocument ToDocument(ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(buffer, new() { SkipValidation = true })) WriteTo(writer);
        return JsonDocument.Parse(buffer.WrittenMemory, new() { MaxDepth = PythonJson.MaxDepth });
    }

    OrderedDictionary<string, MergedValue> ParentOf(ReadOnlySpan<string> path)
    {
        var parent = _members!;
        foreach (var name in path[..^1])
        {
            if (!parent.TryGetValue(name, out var next) || next._members is null) parent[name] = next = NewObject();
            parent = next._members!;
        }
        return parent;
    }

    void Append(JsonElement array)
    {
        if (array.GetArrayLength() == 0) return;
        _items!.Write(_items!.WrittenCount > 0 ? ","u8 : "["u8);
        _items.Write(JsonMarshal.GetRawUtf8Value(array)[1..^1]);
    }

    static JsonElement Sum(JsonElement first, JsonElement second)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            if (first.ValueKind == JsonValueKind.String && second.ValueKind == JsonValueKind.String) writer.WriteStringValue(first.GetString() + second.GetString());
            else if (first.ValueKind != JsonValueKind.Number || second.ValueKind != JsonValueKind.Number) return first;
            else if (first.TryGetInt64(out var a) && second.TryGetInt64(out var b)) writer.WriteNumberValue((decimal)a + b);
            else writer.WriteNumberValue(first.GetDouble() + second.GetDouble());
        }
        return JsonElement.Parse(buffer.WrittenSpan);
    }
}

using System.Text.Json;
using Awl.Model;
using Awl.Protocols.Codecs;

namespace Awl.Local.Sandbox.Wire;

/// <summary>Reads the form of a query operation as the JSON of its input: the way back from names such as <c>Tags.member.1.Key</c>.</summary>
/// <remarks>Source: Smithy 2.0, aws.protocols#awsQuery. What the model does not know is passed over.</remarks>
sealed class FormReader
{
    readonly SortedDictionary<string, FormReader> _parts = new(StringComparer.Ordinal);
    string? _value;

    /// <summary>The input of an operation out of the fields of a form.</summary>
    /// <exception cref="SandboxException">A field does not hold what the model says.</exception>
    public static JsonElement Read(Shape? input, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var root = new FormReader();
        foreach (var field in fields) root.Add(field.Key.Split('.'), field.Value);
        return InputJson.Write(json =>
        {
            json.WriteStartObject();
            if (input is { } shape) root.WriteMembers(shape, json);
            json.WriteEndObject();
        });
    }

    void Add(string[] path, string value)
    {
        var node = this;
        foreach (var name in path)
        {
            if (!node._parts.TryGetValue(name, out var next)) node._parts[name] = next = new();
            node = next;
        }
        node._value = value;
    }

    void WriteMembers(Shape shape, Utf8JsonWriter json)
    {
        foreach (var member in shape.Members)
        {
            var name = System.Text.Encoding.UTF8.GetString(XmlNames.Of(member, member.NameUtf8));
            if (!_parts.TryGetValue(name, out var part)) continue;
            json.WritePropertyName(member.NameUtf8);
            part.Write(member, json);
        }
    }

    void Write(Member member, Utf8JsonWriter json)
    {
        switch (member.Shape.Kind)
        {
            case ShapeKind.Structure: json.WriteStartObject(); WriteMembers(member.Shape, json); json.WriteEndObject(); break;
            case ShapeKind.List: WriteList(member, json); break;
            case ShapeKind.Map: WriteMap(member, json); break;
            default: InputJson.WriteScalar(json, member, _value ?? ""); break;
        }
    }

    void WriteList(Member member, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        var items = XmlNames.IsFlattened(member) ? this : _parts.GetValueOrDefault(System.Text.Encoding.UTF8.GetString(XmlNames.Of(member.Shape.Element, "member"u8)));
        foreach (var item in items?.Numbered() ?? []) item.Write(member.Shape.Element, json);
        json.WriteEndArray();
    }

    void WriteMap(Member member, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        var entries = XmlNames.IsFlattened(member) ? this : _parts.GetValueOrDefault("entry");
        foreach (var entry in entries?.Numbered() ?? [])
        {
            if (!entry._parts.TryGetValue("key", out var key) || !entry._parts.TryGetValue("value", out var value)) continue;
            json.WritePropertyName(key._value ?? "");
            value.Write(member.Shape.Value, json);
        }
        json.WriteEndObject();
    }

    /// <summary>The parts whose names are numbers, by number.</summary>
    IEnumerable<FormReader> Numbered()
        => _parts.Where(part => int.TryParse(part.Key, out _)).OrderBy(part => int.Parse(part.Key)).Select(part => part.Value);
}

using System.Runtime.InteropServices;
using System.Text.Json;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>Writes an input as the JSON body of awsJson and restJson: the same tree, under its wire names and formats.</summary>
/// <remarks>
/// Source: botocore serialize.py, JSONSerializer: members in the input's order, timestamps as seconds unless the model says otherwise.
/// Members that are null are left out; the nulls of lists and maps are sent.
/// </remarks>
sealed class JsonShapeWriter(Utf8JsonWriter json)
{
    public void Write(Shape shape, JsonElement value) => Write(shape, value, shape.TimestampFormat);

    void Write(Shape shape, JsonElement value, ReadOnlySpan<byte> timestampFormat)
    {
        if (value.ValueKind == JsonValueKind.Null || shape.IsDocument) value.WriteTo(json);
        else switch (shape.Kind)
            {
                case ShapeKind.Structure: WriteStructure(shape, value, null); break;
                case ShapeKind.List: WriteList(shape.Element, value); break;
                case ShapeKind.Map: WriteMap(shape.Value, value); break;
                case ShapeKind.Timestamp: WriteTimestamp(value, timestampFormat); break;
                case ShapeKind.Blob: WriteBlob(shape, value); break;
                // A member with the trait jsonvalue may be given as the JSON that its text will be.
                case ShapeKind.String when value.ValueKind is JsonValueKind.Object or JsonValueKind.Array: json.WriteStringValue(value.GetRawText()); break;
                // The digits of numbers as given: no rounding.
                default: value.WriteTo(json); break;
            }
    }

    /// <summary>Writes a structure, or those of its members that <paramref name="isWanted"/> takes.</summary>
    public void WriteStructure(Shape shape, JsonElement value, Predicate<Member>? isWanted)
    {
        json.WriteStartObject();
        foreach (var property in value.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null || FindMember(shape, property) is not { } member) continue;
            if (isWanted is not null && !isWanted(member)) continue;

            json.WritePropertyName(member.WireName);
            Write(member.Shape, property.Value, member.TimestampFormat);
        }
        json.WriteEndObject();
    }

    static Member? FindMember(Shape shape, JsonProperty property)
    {
        var name = JsonMarshal.GetRawUtf8PropertyName(property);
        return name.Contains((byte)'\\') ? shape.FindMember(property.Name) : shape.FindMember(name);
    }

    void WriteList(Member element, JsonElement value)
    {
        json.WriteStartArray();
        foreach (var item in value.EnumerateArray()) Write(element.Shape, item, element.TimestampFormat);
        json.WriteEndArray();
    }

    void WriteMap(Member valueMember, JsonElement value)
    {
        json.WriteStartObject();
        foreach (var entry in value.EnumerateObject())
        {
            json.WritePropertyName(entry.Name);
            Write(valueMember.Shape, entry.Value, valueMember.TimestampFormat);
        }
        json.WriteEndObject();
    }

    void WriteTimestamp(JsonElement value, ReadOnlySpan<byte> formatName)
    {
        var timestamp = Timestamps.Of(value);
        var format = Timestamps.FormatOf(formatName, TimestampFormat.UnixTimestamp);
        if (format == TimestampFormat.UnixTimestamp) json.WriteNumberValue(timestamp.EpochSeconds);
        else json.WriteStringValue(Timestamps.Format(timestamp, format));
    }

    void WriteBlob(Shape shape, JsonElement value) => json.WriteBase64StringValue(InputBlob.Of(shape, value));
}

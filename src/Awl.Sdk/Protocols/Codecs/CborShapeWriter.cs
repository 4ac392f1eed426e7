using System.Formats.Cbor;
using System.Globalization;
using System.Text.Json;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>Writes an input as a CBOR body.</summary>
/// <remarks>
/// Source: Smithy 2.0, RPC v2 CBOR; botocore serialize.py, CBORSerializer. Members that are null are left out; the nulls of lists and
/// maps are sent.
/// </remarks>
sealed class CborShapeWriter(CborWriter cbor)
{
    public void Write(Shape shape, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null) cbor.WriteNull();
        else if (shape.IsDocument) throw new UsageException($"The protocol rpcv2Cbor has no form for the document {shape.Name}.");
        else switch (shape.Kind)
            {
                case ShapeKind.Structure: WriteStructure(shape, value, null); break;
                case ShapeKind.List: WriteList(shape.Element.Shape, value); break;
                case ShapeKind.Map: WriteMap(shape.Value.Shape, value); break;
                case ShapeKind.Blob: cbor.WriteByteString(InputBlob.Of(shape, value)); break;
                case ShapeKind.Boolean: cbor.WriteBoolean(value.GetBoolean()); break;
                case ShapeKind.Timestamp: WriteTimestamp(value); break;
                case ShapeKind.Integer or ShapeKind.Long: WriteInteger(value); break;
                case ShapeKind.Float: cbor.WriteSingle((float)NumberOf(value)); break;
                case ShapeKind.Double: cbor.WriteDouble(NumberOf(value)); break;
                default: cbor.WriteTextString(value.GetString()!); break;
            }
    }

    /// <summary>Writes a structure, or those of its members that <paramref name="isWanted"/> takes.</summary>
    public void WriteStructure(Shape shape, JsonElement value, Predicate<Member>? isWanted)
    {
        cbor.WriteStartMap(null);
        foreach (var property in value.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null || shape.FindMember(property.Name) is not { } member) continue;
            if (isWanted is not null && !isWanted(member)) continue;

            cbor.WriteTextString(System.Text.Encoding.UTF8.GetString(member.WireName));
            Write(member.Shape, property.Value);
        }
        cbor.WriteEndMap();
    }

    void WriteList(Shape element, JsonElement value)
    {
        cbor.WriteStartArray(value.GetArrayLength());
        foreach (var item in value.EnumerateArray()) Write(element, item);
        cbor.WriteEndArray();
    }

    void WriteMap(Shape valueShape, JsonElement value)
    {
        cbor.WriteStartMap(null);
        foreach (var entry in value.EnumerateObject())
        {
            cbor.WriteTextString(entry.Name);
            Write(valueShape, entry.Value);
        }
        cbor.WriteEndMap();
    }

    void WriteTimestamp(JsonElement value)
    {
        cbor.WriteTag(CborTag.UnixTimeSeconds);
        cbor.WriteInt64(Timestamps.Of(value).EpochSeconds);
    }

    void WriteInteger(JsonElement value)
    {
        if (value.TryGetInt64(out var number)) cbor.WriteInt64(number);
        else if (value.TryGetUInt64(out var large)) cbor.WriteUInt64(large);
        else throw new UsageException($"The number {value.GetRawText()} does not fit into 64 bits.");
    }

    /// <summary>A number, or the name of one that JSON cannot write: NaN, Infinity, -Infinity.</summary>
    static double NumberOf(JsonElement value) => value.ValueKind == JsonValueKind.Number
        ? value.GetDouble()
        : double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UsageException($"\"{value.GetString()}\" is no number.");
}

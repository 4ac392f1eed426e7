using System.Buffers;
using System.Formats.Cbor;
using System.Globalization;
using System.Text.Json;

namespace Awl.Protocols.Codecs;

/// <summary>Makes a CBOR body JSON of the same form, which is then read as JSON: byte strings become base64, timestamps the number in their tag.</summary>
/// <remarks>
/// Source: RFC 8949; botocore parsers.py, BaseCBORParser. Only few services speak CBOR alone, so a second pass costs nobody and saves a second reader.
/// The reader itself refuses what is nested deeper than 64 levels.
/// </remarks>
static class CborToJson
{
    /// <exception cref="MalformedResponseException">The body is no CBOR that AWS's services send.</exception>
    public static ReadOnlyMemory<byte> Transcode(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty) return default;

        var buffer = new ArrayBufferWriter<byte>(2 * body.Length);
        var reader = new CborReader(body, CborConformanceMode.Lax);
        try
        {
            using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
            WriteValue(reader, json);
            if (reader.BytesRemaining > 0) throw Invalid("there is more behind its end");
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException)
        {
            throw Invalid($"at byte {body.Length - reader.BytesRemaining + 1}");
        }
        return buffer.WrittenMemory;
    }

    static MalformedResponseException Invalid(string where)
        => new($"Unable to parse response ({where}), invalid CBOR received. Further retries may succeed.");

    static void WriteValue(CborReader reader, Utf8JsonWriter json)
    {
        switch (reader.PeekState())
        {
            case CborReaderState.StartMap: WriteMap(reader, json); break;
            case CborReaderState.StartArray: WriteList(reader, json); break;
            case CborReaderState.TextString or CborReaderState.StartIndefiniteLengthTextString: json.WriteStringValue(reader.ReadTextString()); break;
            case CborReaderState.ByteString or CborReaderState.StartIndefiniteLengthByteString: json.WriteBase64StringValue(reader.ReadByteString()); break;
            case CborReaderState.UnsignedInteger: json.WriteNumberValue(reader.ReadUInt64()); break;
            case CborReaderState.NegativeInteger: WriteNegative(reader, json); break;
            case CborReaderState.HalfPrecisionFloat: NumberText.WriteFloat(json, (double)reader.ReadHalf()); break;
            case CborReaderState.SinglePrecisionFloat: NumberText.WriteFloat(json, reader.ReadSingle()); break;
            case CborReaderState.DoublePrecisionFloat: NumberText.WriteFloat(json, reader.ReadDouble()); break;
            case CborReaderState.Boolean: json.WriteBooleanValue(reader.ReadBoolean()); break;
            case CborReaderState.Null: reader.ReadNull(); json.WriteNullValue(); break;
            case CborReaderState.SimpleValue: WriteUndefined(reader, json); break;
            case CborReaderState.Tag: WriteTagged(reader, json); break;
            default: throw Invalid("an item ends too early");
        }
    }

    static void WriteMap(CborReader reader, Utf8JsonWriter json)
    {
        reader.ReadStartMap();
        json.WriteStartObject();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            json.WritePropertyName(reader.ReadTextString());
            WriteValue(reader, json);
        }
        reader.ReadEndMap();
        json.WriteEndObject();
    }

    static void WriteList(CborReader reader, Utf8JsonWriter json)
    {
        reader.ReadStartArray();
        json.WriteStartArray();
        while (reader.PeekState() != CborReaderState.EndArray) WriteValue(reader, json);
        reader.ReadEndArray();
        json.WriteEndArray();
    }

    /// <summary>-1 minus an unsigned number of 64 bits: more than a long holds.</summary>
    static void WriteNegative(CborReader reader, Utf8JsonWriter json)
        => json.WriteRawValue((-1 - (Int128)reader.ReadCborNegativeIntegerRepresentation()).ToString(CultureInfo.InvariantCulture));

    static void WriteUndefined(CborReader reader, Utf8JsonWriter json)
    {
        if (reader.ReadSimpleValue() != CborSimpleValue.Undefined) throw Invalid("an unknown simple value");
        json.WriteNullValue();
    }

    /// <summary>A tag only explains its value; one that we do not know changes nothing.</summary>
    static void WriteTagged(CborReader reader, Utf8JsonWriter json)
    {
        if (reader.ReadTag() == CborTag.UnixTimeSeconds && !IsNumber(reader.PeekState())) throw Invalid("a timestamp that is no number");
        WriteValue(reader, json);
    }

    static bool IsNumber(CborReaderState state) => state is CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger
        or CborReaderState.HalfPrecisionFloat or CborReaderState.SinglePrecisionFloat or CborReaderState.DoublePrecisionFloat;
}

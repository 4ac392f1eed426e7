using System.Formats.Cbor;
using System.Text.Json;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>CBOR bodies, as rpcv2Cbor has them.</summary>
sealed class CborBodyCodec(ReplyTimestamps timestamps) : IBodyCodec
{
    /// <summary>Reads what the CBOR has become.</summary>
    public JsonBodyCodec Json { get; } = new(timestamps, convertsScalars: false);

    public string ContentType => "application/cbor";

    public ReadOnlyMemory<byte> Write(Shape shape, JsonElement value)
    {
        var cbor = NewWriter();
        new CborShapeWriter(cbor).Write(shape, value);
        return cbor.Encode();
    }

    public ReadOnlyMemory<byte> WriteMembers(Shape shape, JsonElement value)
    {
        var cbor = NewWriter();
        new CborShapeWriter(cbor).WriteStructure(shape, value, HttpBindingWriter.IsInBody);
        return cbor.Encode();
    }

    /// <summary>Lengths are known at the end; the writer then puts them where they belong, as botocore sends them.</summary>
    static CborWriter NewWriter() => new(CborConformanceMode.Lax, convertIndefiniteLengthEncodings: true);

    public void Read(Shape shape, ReadOnlyMemory<byte> body, Utf8JsonWriter json) => Json.Read(shape, CborToJson.Transcode(body), json);

    public void ReadMembers(Shape shape, ReadOnlyMemory<byte> body, Utf8JsonWriter json) => Json.ReadMembers(shape, CborToJson.Transcode(body), json);
}

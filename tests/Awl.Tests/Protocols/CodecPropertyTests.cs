using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Http;
using Awl.Model;
using Awl.Protocols;
using Awl.Protocols.Codecs;
using Awl.Tests.Machines;
using Awl.Tests.Model;
using CsCheck;

namespace Awl.Tests.Protocols;

/// <summary>Inputs of random shape: what is written reads the same, and damage is a malformed reply, never another failure.</summary>
public sealed class CodecPropertyTests
{
    const string Shapes = """
        "shapes": {
            "Node": {"type": "structure", "members": {
                "Text": {"shape": "String", "locationName": "text"}, "Number": {"shape": "Integer"}, "Big": {"shape": "Long"}, "Ratio": {"shape": "Double"},
                "Small": {"shape": "Float"}, "Flag": {"shape": "Boolean"}, "When": {"shape": "Time"}, "Data": {"shape": "Blob"}, "Next": {"shape": "Node"},
                "All": {"shape": "Nodes"}, "Named": {"shape": "NodeMap"}, "Tags": {"shape": "Map"}, "One": {"shape": "Either"}}},
            "Nodes": {"type": "list", "member": {"shape": "Node"}},
            "NodeMap": {"type": "map", "key": {"shape": "String"}, "value": {"shape": "Node"}},
            "Map": {"type": "map", "key": {"shape": "String"}, "value": {"shape": "String"}},
            "Either": {"type": "structure", "union": true, "members": {"Left": {"shape": "String"}, "Right": {"shape": "Node"}}},
            "String": {"type": "string"}, "Integer": {"type": "integer"}, "Long": {"type": "long"}, "Double": {"type": "double"},
            "Float": {"type": "float"}, "Boolean": {"type": "boolean"}, "Time": {"type": "timestamp"}, "Blob": {"type": "blob"}}
        """;

    static readonly Gen<string> s_text = Gen.OneOf(Gen.String, Gen.String[Gen.Char['a', 'e'], 0, 3], Gen.Const("\"\\/\n😀é\u0000")).Select(Valid);

    static readonly Gen<JsonNode?> s_node = Gen.Recursive<JsonNode?>((depth, inner) =>
    {
        var leaf = Gen.OneOf(
            Member("Text", s_text.Select(text => (JsonNode?)text)),
            Member("Number", Gen.Int.Select(number => (JsonNode?)number)),
            Member("Big", Gen.Long.Select(number => (JsonNode?)number)),
            Member("Ratio", Gen.Double.Where(double.IsFinite).Select(number => (JsonNode?)number)),
            Member("Small", Gen.Float.Where(float.IsFinite).Select(number => (JsonNode?)(double)number)),
            Member("Flag", Gen.Bool.Select(flag => (JsonNode?)flag)),
            Member("When", Gen.Long[-62135596800, 253402300798].Select(Isoformat)),
            Member("Data", Gen.Byte.Array[0, 20].Select(bytes => (JsonNode?)Convert.ToBase64String(bytes))),
            Member("Tags", Gen.Dictionary(s_text, s_text)[0, 3].Select(map => (JsonNode?)new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value))))));
        if (depth > 3) return leaf.Array[0, 4].Select(ToObject);

        var nested = Gen.OneOf(
            Member("Next", inner),
            Member("All", inner.Array[0, 3].Select(items => (JsonNode?)new JsonArray(items))),
            Member("Named", Gen.Dictionary(s_text, inner)[0, 3].Select(map => (JsonNode?)new JsonObject(map))),
            Member("One", Gen.OneOf(Member("Left", s_text.Select(text => (JsonNode?)text)), Member("Right", inner)).Select(member => (JsonNode?)new JsonObject([member]))));
        return Gen.OneOf(leaf, nested).Array[0, 5].Select(ToObject);
    });

    [Theory]
    [InlineData("json")]
    [InlineData("rest-json")]
    [InlineData("rest-xml")]
    [InlineData("smithy-rpc-v2-cbor")]
    public void What_is_written_reads_the_same(string protocol)
    {
        var operation = OperationOf(protocol);
        s_node.Select(node => node!.ToJsonString()).Sample(json => AssertSame(json, Read(operation, Write(operation, json))), iter: 1000, threads: 1);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("rest-json")]
    [InlineData("rest-xml")]
    [InlineData("smithy-rpc-v2-cbor")]
    public void Damage_is_a_malformed_reply_or_goes_unseen(string protocol)
    {
        var operation = OperationOf(protocol);
        var damage = Gen.Select(Gen.Double[0, 1], Gen.Byte, Gen.Int[0, 2]).Array[1, 4];
        Gen.Select(s_node.Select(node => node!.ToJsonString()), damage).Sample((json, places) =>
        {
            var wire = Write(operation, json);
            foreach (var (place, value, how) in places) wire = Damage(wire, (int)(place * wire.Length), value, how);
            try
            {
                Read(operation, wire);
            }
            catch (MalformedResponseException)
            {
            }
            Assert.NotNull(Protocol(operation).ParseError(operation, 400, new HeaderList(), wire).Message);
        }, iter: 3000, threads: 1);
    }

    [Fact]
    public void Damage_of_an_event_stream_is_always_seen()
    {
        var message = EventStreamWriter.Encode(new([EventStreamHeader.Of(":event-type", "x"), EventStreamHeader.Of("y", 5L)], "payload"u8.ToArray()));
        Gen.Select(Gen.Int[0, message.Length - 1], Gen.Byte[1, 255]).Sample((at, bits) =>
        {
            var damaged = (byte[])message.Clone();
            damaged[at] ^= bits;
            Assert.Throws<MalformedResponseException>(() => new EventStreamReader(new MemoryStream(damaged)).ReadAsync(default).AsTask().GetAwaiter().GetResult());
        }, iter: 2000, threads: 1);
    }

    [Fact]
    public void Headers_of_any_bytes_are_read_or_malformed() => Gen.Byte.Array[0, 40].Sample(headers =>
    {
        try
        {
            new EventStreamReader(new MemoryStream(Framed(headers))).ReadAsync(default).AsTask().GetAwaiter().GetResult();
        }
        catch (MalformedResponseException)
        {
        }
    }, iter: 5000, threads: 1);

    /// <summary>A message whose headers are these bytes, with right checksums.</summary>
    static byte[] Framed(byte[] headers)
    {
        var bytes = EventStreamWriter.Encode(new([], headers));
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), headers.Length);
        foreach (var end in new[] { 8, bytes.Length - 4 })
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(end), System.IO.Hashing.Crc32.HashToUInt32(bytes.AsSpan(0, end)));
        return bytes;
    }

    static byte[] Damage(byte[] wire, int at, byte value, int how) => how switch
    {
        _ when wire.Length == 0 => [value],
        0 => [.. wire[..at], value, .. wire[Math.Min(at + 1, wire.Length)..]],
        1 => [.. wire[..at], value, .. wire[at..]],
        _ => [.. wire[..at], .. wire[Math.Min(at + 1 + value % 8, wire.Length)..]],
    };

    static Gen<KeyValuePair<string, JsonNode?>> Member(string name, Gen<JsonNode?> value) => value.Select(node => KeyValuePair.Create(name, node));

    static JsonNode? ToObject(KeyValuePair<string, JsonNode?>[] members)
        => new JsonObject(members.DistinctBy(member => member.Key).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));

    static JsonNode? Isoformat(long seconds) => DateTime.UnixEpoch.AddSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ss+00:00", CultureInfo.InvariantCulture);

    /// <summary>Text that JSON can hold: no half of a surrogate pair.</summary>
    static string Valid(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    static Operation OperationOf(string protocol) => TestModels.Service($$"""
        {
            "metadata": {"protocol": "{{protocol}}"}, {{Shapes}},
            "operations": {
                "Op": {"input": {"shape": "Node"}, "output": {"shape": "Node"} }
            }
        }
        """).FindOperation("Op")!.Value;

    static IProtocol Protocol(Operation operation)
        => ProtocolTable.Get(operation.Service.Protocol, new ReplyTimestamps(TimestampStyle.Iso8601, new FakeMachine().Clock));

    static byte[] Write(Operation operation, string json) => Protocol(operation).Serialize(operation, JsonElement.Parse(json), null).Body.Bytes.ToArray();

    static string Read(Operation operation, byte[] wire)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) Protocol(operation).Parse(operation, 200, new HeaderList(), wire, json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static void AssertSame(string expected, string actual)
        => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"expected {expected}, found {actual}");
}

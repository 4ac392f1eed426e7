using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Protocols.Codecs;

namespace Awl.Tests.Protocols.Codecs;

public sealed class CborToJsonTests
{
    [Fact]
    public void Every_valid_item_of_the_suite_becomes_JSON()
    {
        var failures = new List<string>();
        foreach (var test in Cases("cbor/decode-success-tests.json"))
        {
            var found = JsonNode.Parse(CborToJson.Transcode(InputOf(test)).Span);
            var expected = ToJson(test.GetProperty("expect"));
            if (!JsonNode.DeepEquals(expected, found)) failures.Add($"{test.GetProperty("description")}: {found?.ToJsonString()}, not {expected?.ToJsonString()}");
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Fact]
    public void Every_invalid_item_of_the_suite_is_a_malformed_reply()
        => Assert.All(Cases("cbor/decode-error-tests.json"), test => Assert.Throws<MalformedResponseException>(() => CborToJson.Transcode(InputOf(test))));

    [Theory]
    [InlineData("c2410a")]
    [InlineData("fb3ff199999999999a")]
    public void Numbers_and_big_numbers_pass(string hex) => Assert.NotEmpty(CborToJson.Transcode(Convert.FromHexString(hex)).ToArray());

    [Theory]
    [InlineData("0000", "more behind the first item")]
    [InlineData("c16161", "a timestamp that is text")]
    [InlineData("a10000", "a key that is no text")]
    [InlineData("e0", "an unassigned simple value")]
    public void What_no_service_sends_is_a_malformed_reply(string hex, string what)
        => Assert.True(Record.Exception(() => CborToJson.Transcode(Convert.FromHexString(hex))) is MalformedResponseException, what);

    [Fact]
    public void Ten_million_nested_lists_are_a_malformed_reply()
    {
        var body = new byte[10_000_000];
        body.AsSpan().Fill(0x81);
        Assert.Throws<MalformedResponseException>(() => CborToJson.Transcode(body));
    }

    static IEnumerable<JsonElement> Cases(string file) => JsonElement.Parse(File.ReadAllBytes(Conformance.Path(file))).EnumerateArray();

    static byte[] InputOf(JsonElement test) => Convert.FromHexString(test.GetProperty("input").GetString()!);

    /// <summary>The suite names the type of each value and gives floating-point numbers as their bits.</summary>
    static JsonNode? ToJson(JsonElement expect)
    {
        var value = expect.EnumerateObject().Single();
        return value.Name switch
        {
            "null" => null,
            "undefined" => null,
            "list" => new JsonArray([.. value.Value.EnumerateArray().Select(ToJson)]),
            "map" => new JsonObject(value.Value.EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, ToJson(entry.Value)))),
            "tag" => ToJson(value.Value.GetProperty("value")),
            "bytestring" => Convert.ToBase64String([.. value.Value.EnumerateArray().Select(b => b.GetByte())]),
            "float32" => Float(BitConverter.UInt32BitsToSingle(value.Value.GetUInt32())),
            "float64" => Float(BitConverter.UInt64BitsToDouble(value.Value.GetUInt64())),
            _ => JsonNode.Parse(value.Value.GetRawText()),
        };
    }

    static JsonNode Float(double value)
        => double.IsNaN(value) ? JsonValue.Create("NaN") : double.IsInfinity(value) ? JsonNode.Parse(value < 0 ? "-1e999" : "1e999")! : JsonValue.Create(value);
}

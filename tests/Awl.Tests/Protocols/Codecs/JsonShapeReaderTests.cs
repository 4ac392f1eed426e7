using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Awl.Model;
using Awl.Protocols;
using Awl.Protocols.Codecs;
using Awl.Tests.Model;

namespace Awl.Tests.Protocols.Codecs;

public sealed class JsonShapeReaderTests
{
    static readonly Service s_service = TestModels.Service("""
        {"metadata": {"protocol": "json"}, "shapes": {
            "Root": {"type": "structure", "members": {
                "A": {"shape": "String"}, "B": {"shape": "Root", "locationName": "bee"}, "C": {"shape": "Roots"}, "D": {"shape": "Map"},
                "T": {"shape": "Time"}, "N": {"shape": "Integer"}, "F": {"shape": "Double"}, "Z": {"shape": "Blob"}, "U": {"shape": "Either"},
                "Y": {"shape": "Boolean"}, "Any": {"shape": "Any"}}},
            "Roots": {"type": "list", "member": {"shape": "Root"}},
            "Map": {"type": "map", "key": {"shape": "String"}, "value": {"shape": "String"}},
            "Either": {"type": "structure", "union": true, "members": {"Left": {"shape": "String"}, "Right": {"shape": "String"}}},
            "Any": {"type": "structure", "document": true, "members": {}},
            "String": {"type": "string"}, "Time": {"type": "timestamp"}, "Integer": {"type": "integer"}, "Double": {"type": "double"},
            "Blob": {"type": "blob"}, "Boolean": {"type": "boolean"}}}
        """);

    [Theory]
    [InlineData("""{"bee": {"N": 1, "A": "x"}, "A": "y"}""", """{"A":"y","B":{"A":"x","N":1}}""")]
    [InlineData("""{"C": [{"N": 1, "A": "x"}, {"N": 2, "A": "z"}, {"A": "w", "N": 3}, null]}""", """{"C":[{"A":"x","N":1},{"A":"z","N":2},{"A":"w","N":3},null]}""")]
    [InlineData("""{"B": {}, "Zork": [1, {"A": "\"}]"}], "A": "y"}""", """{"A":"y"}""")]
    [InlineData("""{"A": null, "bee": null, "C": []}""", """{"C":[]}""")]
    [InlineData("""{"A": "first", "A": "second"}""", """{"A":"second"}""")]
    [InlineData("""{"D": {"z": "1", "a": null, "\u0062\n": "2"}}""", """{"D":{"z":"1","a":null,"b\n":"2"}}""")]
    [InlineData("""{"\u0041": "\u20ac \/ \t é \ud83d"}""", """{"A":"€ / \t é �"}""")]
    [InlineData("""{"A": "\ud83d\ude00"}""", """{"A":"\uD83D\uDE00"}""")]
    [InlineData("""{"N": 12345678901234567890123, "F": 1.10E2}""", """{"N":12345678901234567890123,"F":1.10E2}""")]
    [InlineData("""{"Any": {"z": [1, null, {"y": false}], "a": "\u00e9"}}""", """{"Any":{"z":[1,null,{"y":false}],"a":"é"}}""")]
    [InlineData("""{"Any": 5}""", """{"Any":5}""")]
    [InlineData("""{"U": {"__type": "x", "Right": "r", "Left": null}}""", """{"U":{"Right":"r"}}""")]
    [InlineData("""{"U": {"Middle": "m"}}""", """{"U":{"SDK_UNKNOWN_MEMBER":{"name":"Middle"}}}""")]
    [InlineData("""{"T": 0.5}""", """{"T":"1970-01-01T00:00:00.500000+00:00"}""")]
    [InlineData(" \t\r\n{ \"Z\" : \"AQ==\" } \n", """{"Z":"AQ=="}""")]
    [InlineData("{}", "{}")]
    [InlineData("", "{}")]
    public void A_reply_is_written_in_the_models_order_and_words(string body, string expected) => Assert.Equal(expected, Read(body));

    [Theory]
    [InlineData("""{"N": "5", "F": 5, "Y": "TRUE"}""", """{"N":5,"F":5.0,"Y":true}""")]
    [InlineData("""{"N": 128.0, "F": "NaN", "Y": false}""", """{"N":128,"F":"NaN","Y":false}""")]
    [InlineData("""{"N": 1E3, "F": 1.0E-5}""", """{"N":1000,"F":1e-05}""")]
    [InlineData("""{"F": 12.25}""", """{"F":12.25}""")]
    [InlineData("""{"F": 12.50}""", """{"F":12.5}""")]
    public void RestJson_types_its_scalars(string body, string expected) => Assert.Equal(expected, Read(body, convertsScalars: true));

    [Theory]
    [InlineData("garbage")]
    [InlineData("<html><body>Sign in</body></html>")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("""{"A": "x"} {}""")]
    [InlineData("""{"A": "cut off""")]
    [InlineData("""{"A": tru}""")]
    [InlineData("""{"A": "\x"}""")]
    [InlineData("""{"bee": []}""")]
    [InlineData("""{"bee": "x"}""")]
    [InlineData("""{"C": {}}""")]
    [InlineData("""{"D": ["x"]}""")]
    [InlineData("""{"T": "tomorrow"}""")]
    [InlineData("""{"T": true}""")]
    [InlineData("""{"Z": "no base64!"}""")]
    [InlineData("""{"Z": 1}""")]
    [InlineData("""{"U": {}}""")]
    [InlineData("""{"U": {"Left": "l", "Right": "r"}}""")]
    public void What_the_model_does_not_promise_is_a_malformed_reply(string body)
        => Assert.DoesNotContain("cut off", Assert.Throws<MalformedResponseException>(() => Read(body)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"N": "many"}""")]
    [InlineData("""{"N": true}""")]
    [InlineData("""{"F": []}""")]
    [InlineData("""{"Y": 1}""")]
    public void RestJson_refuses_scalars_of_another_type(string body)
        => Assert.Throws<MalformedResponseException>(() => Read(body, convertsScalars: true));

    [Fact]
    public void Bytes_that_are_no_text_are_a_malformed_reply()
        => Assert.Throws<MalformedResponseException>(() => Read([.. "{\"A\": \""u8, 0xFF, .. "\"}"u8], convertsScalars: false));

    [Theory]
    [InlineData("[")]
    [InlineData("{\"bee\":")]
    [InlineData("{\"Any\":[")]
    public void Ten_megabytes_of_nested_JSON_are_a_malformed_reply(string level)
    {
        var body = new StringBuilder().Insert(0, level, 10_000_000 / level.Length).ToString();
        Assert.Contains("nested deeper", Assert.Throws<MalformedResponseException>(() => Read(body)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Structures_may_be_nested_as_deep_as_the_limit()
    {
        var body = string.Concat(Enumerable.Repeat("{\"bee\":", JsonShapeReader.MaxDepth - 1)) + "{\"A\":\"x\"}" + new string('}', JsonShapeReader.MaxDepth - 1);
        Assert.EndsWith("{\"A\":\"x\"" + new string('}', JsonShapeReader.MaxDepth), Read(body), StringComparison.Ordinal);
    }

    static string Read(string body, bool convertsScalars = false) => Read(Encoding.UTF8.GetBytes(body), convertsScalars);

    static string Read(byte[] body, bool convertsScalars)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            new JsonBodyCodec(new ReplyTimestamps(TimestampStyle.Iso8601, new Machines.FakeMachine().Clock), convertsScalars)
                .ReadMembers(s_service.FindShape("Root")!.Value, body, json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

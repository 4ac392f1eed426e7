using System.Buffers;
using System.Text;
using System.Text.Json;
using Awl.Http;
using Awl.Model;
using Awl.Protocols;
using Awl.Protocols.Codecs;
using Awl.Tests.Machines;
using Awl.Tests.Model;

namespace Awl.Tests.Protocols.Codecs;

/// <summary>What AWS's suite leaves open.</summary>
public sealed class HttpBindingTests
{
    static readonly Operation s_operation = TestModels.Service("""
        {"metadata": {"protocol": "rest-json"},
         "operations": {"Op": {"http": {"method": "PUT", "requestUri": "/a/{Key+}/b?uploads&x-id=Op%20Two"}, "input": {"shape": "Bound"}, "output": {"shape": "Bound"}}},
         "shapes": {
            "Bound": {"type": "structure", "members": {
                "Body": {"shape": "String"}, "Key": {"shape": "String", "location": "uri", "locationName": "Key"},
                "Names": {"shape": "Strings", "location": "header", "locationName": "x-names"}, "Dates": {"shape": "Dates", "location": "header", "locationName": "x-dates"},
                "Meta": {"shape": "Map", "location": "headers", "locationName": "x-meta-"}, "Status": {"shape": "Integer", "location": "statusCode"},
                "Json": {"shape": "String", "jsonvalue": true, "location": "header", "locationName": "x-json"}, "Count": {"shape": "Integer", "location": "header", "locationName": "x-count"},
                "Ratio": {"shape": "Double", "location": "header", "locationName": "x-ratio"}, "Page": {"shape": "Integer", "location": "querystring", "locationName": "page"}}},
            "Strings": {"type": "list", "member": {"shape": "String"}}, "Dates": {"type": "list", "member": {"shape": "Date"}},
            "Map": {"type": "map", "key": {"shape": "String"}, "value": {"shape": "String"}},
            "String": {"type": "string"}, "Integer": {"type": "integer"}, "Double": {"type": "double"}, "Date": {"type": "timestamp"}}}
        """).FindOperation("Op")!.Value;

    [Fact]
    public void A_request_has_its_literal_query_its_labels_and_its_members()
    {
        var request = Write("""{"Key": "é/ü ?", "Page": 3, "Meta": {"A": "b"}, "Json": {"k": [1, "é"]}, "Body": "x", "Status": 7}""");

        Assert.Equal("/a/%C3%A9/%C3%BC%20%3F/b?uploads&x-id=Op%20Two&page=3", request.Target);
        Assert.Equal("b", request.Headers["x-meta-A"]);
        Assert.Equal("""{"k":[1,"\u00E9"]}""", Encoding.UTF8.GetString(Convert.FromBase64String(request.Headers["x-json"]!)));
        Assert.Equal("""{"Body":"x","Status":7}""", Encoding.UTF8.GetString(request.Body.Bytes.Span));
    }

    [Fact]
    public void A_label_that_is_missing_is_named() => Assert.Contains("\"Key\"", Assert.Throws<UsageException>(() => Write("{}")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_reply_has_its_bound_members_before_those_of_the_body()
    {
        var json = Read("""{"Body": "x", "x-count": 9, "page": 3}""",
            ("X-Names", "a, \"b, \\\"c\\\"\""), ("x-names", "d"), ("X-Dates", "Tue, 02 Jan 2024 03:04:05 GMT,Wed, 03 Jan 2024 03:04:05 GMT"),
            ("X-Meta-One", "1"), ("x-json", "eyJrIjpbMV19"), ("x-count", "+07"), ("x-ratio", "5"));

        Assert.Equal(
            """{"Names":["a","b, \"c\"","d"],"Dates":["2024-01-02T03:04:05+00:00","2024-01-03T03:04:05+00:00"],"Meta":{"One":"1"},"Status":200,"Json":{"k":[1]},"Count":7,"Ratio":5.0,"Body":"x","Page":3}""",
            json);
    }

    [Fact]
    public void A_map_of_headers_is_there_even_when_it_is_empty() => Assert.Equal("""{"Meta":{},"Status":200}""", Read(""));

    [Theory]
    [InlineData("x-count", "many")]
    [InlineData("x-ratio", "half")]
    [InlineData("x-json", "no base64")]
    [InlineData("x-json", "bm8ganNvbg==")]
    [InlineData("x-dates", "soon")]
    public void A_header_that_breaks_the_model_is_a_malformed_reply(string name, string value)
        => Assert.Throws<MalformedResponseException>(() => Read("", (name, value)));

    static RestJsonProtocol Protocol => new(new ReplyTimestamps(TimestampStyle.Iso8601, new FakeMachine().Clock));

    static HttpRequest Write(string input) => Protocol.Serialize(s_operation, JsonElement.Parse(input), null);

    static string Read(string body, params (string Name, string Value)[] headers)
    {
        var list = new HeaderList();
        foreach (var (name, value) in headers) list.Add(name, value);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Protocol.Parse(s_operation, 200, list, Encoding.UTF8.GetBytes(body), json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

using System.Text;
using Awl.Http;
using Awl.Model;
using Awl.Protocols;
using Awl.Tests.Model;

namespace Awl.Tests.Protocols.Codecs;

public sealed class JsonErrorReaderTests
{
    const string Model = """
        "operations": {"Op": {"errors": [{"shape": "Missing"}, {"shape": "Busy"}]}},
        "shapes": {
            "Missing": {"type": "structure", "exception": true, "members": {"message": {"shape": "String"}, "Item": {"shape": "String", "locationName": "item"}}},
            "Busy": {"type": "structure", "exception": true, "retryable": {"throttling": true}, "members": {
                "wait": {"shape": "String", "location": "header", "locationName": "Retry-After"}}},
            "Shy": {"type": "structure", "exception": true, "retryable": {"throttling": false}, "error": {"code": "AWS.Shy"}, "members": {}},
            "String": {"type": "string"}}
        """;

    [Theory]
    [InlineData("json", """{"__type": "a.b#Missing", "message": "m", "item": "i"}""", "Missing", "m", """{"message":"m","Item":"i"}""")]
    [InlineData("json", """{"__type": "Shy", "Message": "m"}""", "Shy", "m", "{}")]
    [InlineData("json", """{"__type": "Unknown", "errorMessage": "m"}""", "Unknown", "m", null)]
    [InlineData("json", """{"code": 7, "message": null}""", "400", "", null)]
    [InlineData("json", """["Missing"]""", "400", """["Missing"]""", null)]
    [InlineData("json", """{"\ud800": 1, "__type": "Missing", "message": "half \ud800"}""", "Missing", "half �", """{"message":"half \uFFFD"}""")]
    [InlineData("json", "plain words", "400", "plain words", null)]
    [InlineData("json", "", "400", "", null)]
    [InlineData("json", """{"__type": "Missing", "item": {"not": "text"}}""", "Missing", "", """{"Item":{"not":"text"}}""")]
    [InlineData("rest-json", """{"__type": "Other", "code": "Missing:http://x", "message": "m"}""", "Missing", "m", """{"message":"m"}""")]
    [InlineData("smithy-rpc-v2-cbor", "plain words", "400", "plain words", null)]
    public void The_error_has_code_message_and_modelled_members(string protocol, string body, string code, string message, string? details)
    {
        var error = Read(protocol, 400, body);

        Assert.Equal((code, message, "Op", 400), (error.Code, error.ServiceMessage, error.OperationName, error.Status));
        Assert.Equal(details, error.Details?.GetRawText());
    }

    [Theory]
    [InlineData(503, "<html><body>Sorry</body></html>", "Service Unavailable")]
    [InlineData(502, " ", "Bad Gateway")]
    [InlineData(500, "oops", "oops")]
    public void The_page_of_a_proxy_is_not_the_message(int status, string body, string message)
    {
        var error = Read("json", status, body);
        Assert.Equal((status.ToString(System.Globalization.CultureInfo.InvariantCulture), message), (error.Code, error.ServiceMessage));
    }

    [Fact]
    public void The_query_code_stands_before_the_protocols_own()
        => Assert.Equal("AWS.Gone", Read("json", 400, """{"__type": "Missing"}""", ("x-amzn-query-error", "AWS.Gone;Sender")).Code);

    [Fact]
    public void Retries_learn_what_the_model_says()
    {
        var busy = Read("rest-json", 429, "{}", ("x-amzn-errortype", "Busy"), ("Retry-After", "5"), ("x-amzn-requestid", "id-1"));
        var shy = Read("json", 400, """{"__type": "Shy"}""");

        Assert.Equal((true, true, "id-1"), (busy.IsModelledRetryable, busy.IsModelledThrottling, busy.RequestId));
        Assert.Equal("""{"wait":"5"}""", busy.Details!.Value.GetRawText());
        Assert.Equal((true, false), (shy.IsModelledRetryable, shy.IsModelledThrottling));
    }

    static ServiceException Read(string protocol, int status, string body, params (string Name, string Value)[] headers)
    {
        Operation operation = TestModels.Service($$"""{"metadata": {"protocol": "{{protocol}}"}, {{Model}}}""").FindOperation("Op")!.Value;
        var list = new HeaderList();
        foreach (var (name, value) in headers) list.Add(name, value);
        return SuiteModel.Protocol(operation, TimestampStyle.Iso8601).ParseError(operation, status, list, Encoding.UTF8.GetBytes(body));
    }
}

using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Http;
using Awl.Model;
using Awl.Protocols;
using Awl.Protocols.Codecs;

namespace Awl.Tests.Protocols;

/// <summary>Replies of AWS's protocol tests: response on the wire in, result or error out.</summary>
public sealed class JsonOutputSuiteTests
{
    static readonly Dictionary<string, string> s_leftOut = new()
    {
        ["RestJsonHttpPayloadWithStructureAndEmptyResponseBody"] = "the suite drops the payload, AWS CLI v2 prints it as {}",
    };

    [Theory]
    [InlineData("json")]
    [InlineData("json_1_0")]
    [InlineData("json_1_0-query-compatible")]
    [InlineData("rest-json")]
    [InlineData("smithy-rpc-v2-cbor")]
    [InlineData("smithy-rpc-v2-cbor-query-compatible")]
    public void Every_reply_of_the_suite_is_read(string file)
    {
        var failures = new List<string>();
        using var suites = JsonDocument.Parse(File.ReadAllBytes(Conformance.Path($"protocols/output/{file}.json")));
        foreach (var suite in suites.RootElement.EnumerateArray())
        {
            foreach (var test in suite.GetProperty("cases").EnumerateArray())
            {
                if (s_leftOut.ContainsKey(test.GetProperty("id").GetString()!)) continue;
                if (Check(suite, test) is { } failure) failures.Add($"{test.GetProperty("id")}: {failure}");
            }
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    static string? Check(JsonElement suite, JsonElement test)
    {
        var operation = SuiteModel.OperationOf(suite, test);
        var response = test.GetProperty("response");
        var status = response.TryGetProperty("status_code", out var code) ? code.GetInt32() : 200;
        var protocol = SuiteModel.Protocol(operation, TimestampStyle.Iso8601);
        try
        {
            return test.TryGetProperty("errorCode", out var errorCode)
                ? CheckError(protocol.ParseError(operation, status, HeadersOf(response), BodyOf(operation, response)), errorCode.GetString()!, test)
                : CheckResult(Parse(protocol, operation, status, HeadersOf(response), BodyOf(operation, response)), operation, test);
        }
        catch (AwlException e)
        {
            return e.Message;
        }
    }

    static HeaderList HeadersOf(JsonElement response)
    {
        var headers = new HeaderList();
        if (!response.TryGetProperty("headers", out var given)) return headers;
        foreach (var header in given.EnumerateObject()) headers.Add(header.Name, header.Value.GetString()!);
        return headers;
    }

    static byte[] BodyOf(Operation operation, JsonElement response)
    {
        if (!response.TryGetProperty("body", out var body)) return [];
        return operation.Service.Protocol == "smithy-rpc-v2-cbor" ? Convert.FromBase64String(body.GetString()!) : Encoding.UTF8.GetBytes(body.GetString()!);
    }

    static JsonElement Parse(IProtocol protocol, Operation operation, int status, HeaderList headers, byte[] body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) protocol.Parse(operation, status, headers, body, json);
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    static string? CheckResult(JsonElement actual, Operation operation, JsonElement test)
    {
        if (operation.Output is not { } shape) return actual.GetRawText() == "{}" ? null : $"{actual} for no output";

        var expected = JsonObject.Create(test.GetProperty("result"))!;
        foreach (var member in shape.Members)
        {
            // Bytes travel beside the JSON. The suite gives the JSON of a header as text, AWS CLI prints it parsed.
            if (operation.StreamingOutput is { } stream && stream.Name == member.Name) expected.Remove(member.Name);
            if (member is { IsJsonValue: true, Location: MemberLocation.Header } && expected[member.Name] is { } text) expected[member.Name] = JsonNode.Parse(text.GetValue<string>());
        }
        return SuiteModel.IsSame(shape, JsonElement.Parse(expected.ToJsonString()), actual) ? null : $"expected {expected}, found {actual}";
    }

    static string? CheckError(ServiceException error, string code, JsonElement test)
    {
        if (error.Code != code) return $"code {error.Code}";
        if (test.TryGetProperty("errorMessage", out var message) && message.GetString() != error.ServiceMessage) return $"message {error.ServiceMessage}";
        if (!test.TryGetProperty("error", out var expected)) return null;
        return error.Details is { } details && JsonElement.DeepEquals(expected, details) ? null : $"expected {expected}, found {error.Details}";
    }
}

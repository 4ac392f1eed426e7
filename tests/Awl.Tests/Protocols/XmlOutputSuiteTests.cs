using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Http;
using Awl.Model;
using Awl.Protocols;
using Awl.Protocols.Codecs;
using Awl.Tests.Model;

namespace Awl.Tests.Protocols;

/// <summary>Replies of AWS's protocol tests: response on the wire in, result or error out.</summary>
public sealed class XmlOutputSuiteTests
{
    [Theory]
    [InlineData("query")]
    [InlineData("ec2")]
    [InlineData("rest-xml")]
    public void Every_reply_of_the_suite_is_read(string protocol)
    {
        var failures = new List<string>();
        var count = 0;
        using var suites = JsonDocument.Parse(File.ReadAllBytes(Conformance.Path($"protocols/output/{protocol}.json")));
        foreach (var suite in suites.RootElement.EnumerateArray())
        {
            foreach (var test in suite.GetProperty("cases").EnumerateArray())
            {
                count++;
                if (Check(protocol, suite, test) is { } failure) failures.Add($"{test.GetProperty("id")}: {failure}");
            }
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.True(count > 25);
    }

    static string? Check(string protocol, JsonElement suite, JsonElement test)
    {
        var operation = SuiteModel.OperationOf(suite, test);
        var response = test.GetProperty("response");
        var status = response.GetProperty("status_code").GetInt32();
        var headers = HeadersOf(response);
        var body = response.TryGetProperty("body", out var text) ? Encoding.UTF8.GetBytes(text.GetString()!) : [];
        var codec = SuiteModel.Protocol(protocol, TimestampStyle.Iso8601);
        try
        {
            return test.TryGetProperty("errorCode", out var code)
                ? CheckError(codec.ParseError(operation, status, headers, body), code.GetString()!, test)
                : CheckResult(Parse(codec, operation, status, headers, body), operation, test);
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

    static JsonElement Parse(IProtocol codec, Operation operation, int status, HeaderList headers, byte[] body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) codec.Parse(operation, status, headers, body, json);
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    static string? CheckResult(JsonElement actual, Operation operation, JsonElement test)
    {
        if (operation.Output is not { } shape) return actual.GetRawText() == "{}" ? null : $"{actual} for no output";

        // Bytes travel beside the JSON.
        var expected = JsonObject.Create(test.GetProperty("result"))!;
        if (operation.StreamingOutput is { } stream) expected.Remove(stream.Name);
        return SuiteModel.IsSame(shape, JsonElement.Parse(expected.ToJsonString()), actual) ? null : $"expected {expected}, found {actual}";
    }

    static string? CheckError(ServiceException error, string code, JsonElement test)
    {
        if (error.Code != code) return $"code {error.Code}";
        if (error.RequestId != "foo-id") return $"request id {error.RequestId}";
        if (test.TryGetProperty("errorMessage", out var message) && message.GetString() != error.ServiceMessage) return $"message {error.ServiceMessage}";
        if (!test.TryGetProperty("error", out var expected)) return null;
        return error.Details is { } details && JsonElement.DeepEquals(expected, details) ? null : $"expected {expected}, found {error.Details}";
    }
}

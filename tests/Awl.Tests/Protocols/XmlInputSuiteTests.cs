using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Awl.Http;
using Awl.Model;
using Awl.Protocols;

namespace Awl.Tests.Protocols;

/// <summary>Requests of AWS's protocol tests: params in, request on the wire out.</summary>
public sealed class XmlInputSuiteTests
{
    /// <summary>Cases, or parts of them, that a protocol by itself does not decide.</summary>
    static readonly Dictionary<string, string> s_leftOut = new()
    {
        ["SDKAppliedContentEncoding_awsQuery"] = "the call compresses, after serializing",
        ["SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsQuery"] = "the call compresses, after serializing",
        ["SDKAppliedContentEncoding_ec2Query"] = "the call compresses, after serializing",
        ["SDKAppendsGzipAndIgnoresHttpProvidedEncoding_ec2Query"] = "the call compresses, after serializing",
        ["SDKAppliedContentEncoding_restXml"] = "the call compresses, after serializing",
        ["SDKAppendedGzipAfterProvidedEncoding_restXml"] = "the call compresses, after serializing",
        ["QueryHostWithPath"] = "the path /custom/ is the endpoint's",
        ["Ec2QueryHostWithPath"] = "the path /custom/ is the endpoint's",
    };

    [Theory]
    [InlineData("query")]
    [InlineData("ec2")]
    [InlineData("rest-xml")]
    public void Every_request_of_the_suite_is_written(string protocol)
    {
        var failures = new List<string>();
        var count = 0;
        using var suites = JsonDocument.Parse(File.ReadAllBytes(Conformance.Path($"protocols/input/{protocol}.json")));
        foreach (var suite in suites.RootElement.EnumerateArray())
        {
            foreach (var test in suite.GetProperty("cases").EnumerateArray())
            {
                if (s_leftOut.ContainsKey(test.GetProperty("id").GetString()!)) continue;
                count++;
                failures.AddRange(Check(protocol, suite, test).Select(failure => $"{test.GetProperty("id")}: {failure}"));
            }
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.True(count > 25);
    }

    static IEnumerable<string> Check(string protocol, JsonElement suite, JsonElement test)
    {
        var operation = SuiteModel.OperationOf(suite, test);
        var expected = test.GetProperty("serialized");
        var codec = SuiteModel.Protocol(protocol, TimestampStyle.Iso8601);
        var request = codec.Serialize(operation, InputOf(operation, test), null);

        if (request.Method != expected.GetProperty("method").GetString()) yield return $"method {request.Method}";
        if (request.Target != expected.GetProperty("uri").GetString()) yield return $"target {request.Target}, not {expected.GetProperty("uri")}";
        foreach (var failure in CheckHeaders(request, expected)) yield return failure;
        if (!expected.TryGetProperty("body", out var body)) yield break;
        var found = Encoding.UTF8.GetString(request.Body.Bytes.Span);
        if (!IsSameBody(body.GetString()!, found)) yield return $"expected {body}, found {found}";
    }

    /// <summary>The call fills idempotency tokens before it serializes; the suite has its own.</summary>
    static JsonElement InputOf(Operation operation, JsonElement test)
    {
        if (operation.Input is not { } shape) return JsonElement.Parse("{}"u8);

        var input = SuiteModel.ToInput(shape, test.GetProperty("params"))!.AsObject();
        foreach (var member in shape.Members)
        {
            if (member.IsIdempotencyToken) input.TryAdd(member.Name, JsonValue.Create("00000000-0000-4000-8000-000000000000"));
        }
        return JsonElement.Parse(input.ToJsonString());
    }

    static IEnumerable<string> CheckHeaders(HttpRequest request, JsonElement expected)
    {
        if (expected.TryGetProperty("headers", out var headers))
        {
            foreach (var header in headers.EnumerateObject())
            {
                if (!IsSameHeader(header.Value.GetString()!, request.Headers[header.Name])) yield return $"header {header.Name} is {request.Headers[header.Name]}, not {header.Value}";
            }
        }
        if (!expected.TryGetProperty("forbidHeaders", out var forbidden)) yield break;
        foreach (var name in forbidden.EnumerateArray())
        {
            if (request.Headers[name.GetString()!] is not null) yield return $"header {name} is there";
        }
    }

    /// <summary>botocore joins lists without a space and names the character set of a form.</summary>
    static bool IsSameHeader(string expected, string? found)
        => found is not null && expected.Replace(", ", ",", StringComparison.Ordinal) == found.Replace(", ", ",", StringComparison.Ordinal).Replace("; charset=utf-8", "", StringComparison.Ordinal);

    static bool IsSameBody(string expected, string found)
    {
        if (!expected.TrimStart().StartsWith('<')) return expected == found;
        return found.StartsWith('<') && XNode.DeepEquals(Normalized(expected), Normalized(found));
    }

    /// <summary>White space between elements and the order of members mean nothing.</summary>
    static XElement Normalized(string xml)
    {
        var root = XElement.Parse(xml.Trim(), LoadOptions.PreserveWhitespace);
        foreach (var parent in root.DescendantsAndSelf().Where(element => element.HasElements).Reverse().ToList())
        {
            var children = parent.Elements().OrderBy(child => child.Name.LocalName, StringComparer.Ordinal).ToList();
            parent.ReplaceNodes(children);
        }
        foreach (var element in root.DescendantsAndSelf().Where(element => element.IsEmpty)) element.Value = "";
        return root;
    }
}

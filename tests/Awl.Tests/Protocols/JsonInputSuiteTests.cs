using System.Formats.Cbor;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Http;
using Awl.Model;
using Awl.Protocols;
using Awl.Protocols.Codecs;

namespace Awl.Tests.Protocols;

/// <summary>Requests of AWS's protocol tests: params in, request on the wire out.</summary>
public sealed class JsonInputSuiteTests
{
    /// <summary>Cases that a protocol by itself does not decide.</summary>
    static readonly Dictionary<string, string> s_leftOut = new()
    {
        ["SDKAppliedContentEncoding_awsJson1_0"] = "the call compresses, after serializing",
        ["SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_0"] = "the call compresses, after serializing",
        ["SDKAppliedContentEncoding_awsJson1_1"] = "the call compresses, after serializing",
        ["SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_1"] = "the call compresses, after serializing",
        ["SDKAppliedContentEncoding_restJson1"] = "the call compresses, after serializing",
        ["SDKAppendedGzipAfterProvidedEncoding_restJson1"] = "the call compresses, after serializing",
        ["AwsJson10HostWithPath"] = "the path /custom/ is the endpoint's",
        ["AwsJson11HostWithPath"] = "the path /custom/ is the endpoint's",
        ["RestJsonHostWithPath"] = "the path /custom/ is the endpoint's",
        ["RestJsonHttpChecksumRequired"] = "the call adds checksums, after serializing",
    };

    [Theory]
    [InlineData("json")]
    [InlineData("json_1_0")]
    [InlineData("json_1_0-query-compatible")]
    [InlineData("rest-json")]
    [InlineData("smithy-rpc-v2-cbor")]
    [InlineData("smithy-rpc-v2-cbor-query-compatible")]
    [InlineData("smithy-rpc-v2-cbor-non-query-compatible")]
    public void Every_request_of_the_suite_is_written(string file)
    {
        var failures = new List<string>();
        using var suites = JsonDocument.Parse(File.ReadAllBytes(Conformance.Path($"protocols/input/{file}.json")));
        foreach (var suite in suites.RootElement.EnumerateArray())
        {
            foreach (var test in suite.GetProperty("cases").EnumerateArray())
            {
                if (s_leftOut.ContainsKey(test.GetProperty("id").GetString()!)) continue;
                failures.AddRange(Check(suite, test).Select(failure => $"{test.GetProperty("id")}: {failure}"));
            }
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    static IEnumerable<string> Check(JsonElement suite, JsonElement test)
    {
        var operation = SuiteModel.OperationOf(suite, test);
        var expected = test.GetProperty("serialized");
        var request = SuiteModel.Protocol(operation, TimestampStyle.Iso8601).Serialize(operation, InputOf(operation, test), null);

        if (request.Method != expected.GetProperty("method").GetString()) yield return $"method {request.Method}";
        if (request.Target != expected.GetProperty("uri").GetString()) yield return $"target {request.Target}, not {expected.GetProperty("uri")}";
        foreach (var failure in CheckHeaders(request, expected)) yield return failure;
        if (!expected.TryGetProperty("body", out var body)) yield break;
        if (!IsSameBody(operation, body.GetString()!, request.Body.Bytes)) yield return $"expected {body}, found {Encoding.UTF8.GetString(request.Body.Bytes.Span)}";
    }

    /// <summary>The call fills idempotency tokens before it serializes; the suite has its own.</summary>
    static JsonElement InputOf(Operation operation, JsonElement test)
    {
        if (operation.Input is not { } shape) return JsonElement.Parse("{}"u8);

        var input = SuiteModel.ToInput(shape, test.GetProperty("params"))!.AsObject();
        foreach (var member in shape.Members)
        {
            if (member.IsIdempotencyToken) input.TryAdd(member.Name, JsonValue.Create("00000000-0000-4000-8000-000000000000"));
            // The suite gives the JSON of such a header as text, AWS CLI takes it parsed.
            if (member is { IsJsonValue: true, Location: MemberLocation.Header } && input[member.Name] is { } text) input[member.Name] = JsonNode.Parse(text.GetValue<string>());
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

    /// <summary>botocore joins lists without a space.</summary>
    static bool IsSameHeader(string expected, string? found)
        => found is not null && expected.Replace(", ", ",", StringComparison.Ordinal) == found.Replace(", ", ",", StringComparison.Ordinal);

    static bool IsSameBody(Operation operation, string expected, ReadOnlyMemory<byte> found)
    {
        if (operation.Service.Protocol == "smithy-rpc-v2-cbor") return IsSameCbor(Convert.FromBase64String(expected), found);
        if (expected.Length == 0 || operation.Input?.Payload is { } payload && HttpPayload.IsRaw(payload)) return expected == Encoding.UTF8.GetString(found.Span);
        return !found.IsEmpty && JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(found.Span));
    }

    static bool IsSameCbor(byte[] expected, ReadOnlyMemory<byte> found)
        => expected.Length == 0 || found.IsEmpty ? expected.Length == found.Length : Text(new CborReader(expected)) == Text(new CborReader(found));

    /// <summary>Diagnostic notation, with numbers by value and maps by key.</summary>
    static string Text(CborReader reader)
    {
        switch (reader.PeekState())
        {
            case CborReaderState.StartMap:
                var entries = new SortedDictionary<string, string>(StringComparer.Ordinal);
                for (reader.ReadStartMap(); reader.PeekState() != CborReaderState.EndMap;) entries.Add(reader.ReadTextString(), Text(reader));
                reader.ReadEndMap();
                return $"{{{string.Join(',', entries)}}}";
            case CborReaderState.StartArray:
                var items = new List<string>();
                for (reader.ReadStartArray(); reader.PeekState() != CborReaderState.EndArray;) items.Add(Text(reader));
                reader.ReadEndArray();
                return $"[{string.Join(',', items)}]";
            case CborReaderState.Tag: return $"{(ulong)reader.ReadTag()}({Text(reader)})";
            case CborReaderState.UnsignedInteger: return $"{reader.ReadUInt64()}";
            case CborReaderState.NegativeInteger: return $"{reader.ReadInt64()}";
            case CborReaderState.HalfPrecisionFloat: return $"{(double)reader.ReadHalf()}";
            case CborReaderState.SinglePrecisionFloat: return $"{(double)reader.ReadSingle()}";
            case CborReaderState.DoublePrecisionFloat: return $"{reader.ReadDouble()}";
            case CborReaderState.Boolean: return $"{reader.ReadBoolean()}";
            case CborReaderState.Null: reader.ReadNull(); return "null";
            case CborReaderState.ByteString: return $"h'{Convert.ToHexString(reader.ReadByteString())}'";
            default: return $"\"{reader.ReadTextString()}\"";
        }
    }
}

using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Endpoints;
using Awl.Model;
using Awl.Model.EndpointRules;
using Awl.Models;

namespace Awl.Tests.Endpoints;

/// <summary>AWS's own cases for the endpoint rules of its services and for the functions in rule sets.</summary>
public sealed class EndpointRulesTests
{
    static readonly Pack s_pack = ModelPack.Open();
    static readonly RuleGraph s_graph = RuleGraph.In(s_pack);

    /// <summary>Cases that this version of the models cannot meet, each with its reason.</summary>
    static readonly Dictionary<string, string> s_leftOut = new()
    {
        ["agenttoolkit 0"] = NotInModels,
        ["agenttoolkit 1"] = NotInModels,
        ["agenttoolkit 2"] = NotInModels,
        ["sms-voice 8"] = OlderPartitions,
        ["sms-voice 10"] = OlderPartitions,
        ["sms-voice 16"] = OlderPartitions,
        ["sms-voice 18"] = OlderPartitions,
    };

    const string NotInModels = "AWS CLI carries this service's model itself; the package of models does not have it.";
    const string OlderPartitions = "Written when aws-iso and aws-iso-b had no dual-stack; botocore with these partitions answers as we do.";

    [Fact]
    public void Every_case_of_every_service_gives_its_endpoint_or_error()
    {
        var path = Conformance.Path("endpoints/endpoint-tests.jsonl.gz");
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var failures = new List<string>();
        var count = 0;
        while (reader.ReadLine() is { } line)
        {
            using var test = JsonDocument.Parse(line);
            var service = test.RootElement.GetProperty("service").GetString()!;
            var failure = FindRules(service) is { } rules ? FailureOf(rules, test.RootElement) : "no such service";
            var name = $"{service} {test.RootElement.GetProperty("case")}";
            if (failure is not null != s_leftOut.ContainsKey(name)) failures.Add($"{name}: {failure ?? "passes, yet it is left out"}");
            count++;
        }
        Assert.True(failures.Count == 0, $"{failures.Count} of {count}:\n{string.Join('\n', failures.Take(50))}");
        Assert.True(count > 10_000, $"only {count} cases");
    }

    public static TheoryData<string> FunctionFiles() => Conformance.Folder is { } folder
        ? [.. Directory.GetFiles(Path.Combine(folder, "endpoint-functions", "test-cases")).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)]
        : ["absent"];

    [Theory]
    [MemberData(nameof(FunctionFiles))]
    public void Each_function_does_what_its_cases_say(string file)
    {
        using var rules = JsonDocument.Parse(File.ReadAllBytes(Conformance.Path("endpoint-functions/valid-rules/" + file)));
        using var tests = JsonDocument.Parse(File.ReadAllBytes(Conformance.Path("endpoint-functions/test-cases/" + file)));
        var builder = new RuleGraphBuilder();
        var root = builder.Add(rules.RootElement);
        var ruleSet = RuleGraph.Of(builder.Build()).RuleSet(root);

        foreach (var test in tests.RootElement.GetProperty("testCases").EnumerateArray())
            Assert.Null(FailureOf(new(ruleSet, s_graph), test));
    }

    [Fact]
    public void Every_valid_rule_set_compiles()
    {
        var builder = new RuleGraphBuilder();
        foreach (var file in Directory.GetFiles(Conformance.Path("endpoint-functions/valid-rules")))
        {
            using var rules = JsonDocument.Parse(File.ReadAllBytes(file));
            builder.Add(rules.RootElement);
        }
        RuleGraph.Of(builder.Build());
    }

    static EndpointRules? FindRules(string service)
        => s_pack.FindService(service)?.EndpointRules is { } root ? new(s_graph.RuleSet(root), s_graph) : null;

    /// <summary>What differs from the expectation, or null.</summary>
    static string? FailureOf(EndpointRules rules, JsonElement test)
    {
        using var none = JsonDocument.Parse("{}");
        var parameters = ParameterReader.Read(rules.RuleSet, test.TryGetProperty("params", out var given) ? given : none.RootElement);
        var found = rules.TryResolve(parameters, out var endpoint, out var error);

        var expected = test.GetProperty("expect");
        if (expected.TryGetProperty("error", out var message))
            return found ? $"gives {endpoint!.Url}, not the error" : error == message.GetString() ? null : $"says: {error}";
        if (!found) return $"gives the error: {error}";

        var expectedEndpoint = expected.GetProperty("endpoint");
        if (expectedEndpoint.GetProperty("url").GetString() != endpoint!.Url) return $"gives {endpoint.Url}";
        return Difference(expectedEndpoint, "properties", PropertiesOf(endpoint)) ?? Difference(expectedEndpoint, "headers", HeadersOf(endpoint));
    }

    static string? Difference(JsonElement expected, string name, JsonObject actual)
    {
        var wanted = expected.TryGetProperty(name, out var value) ? JsonObject.Create(value)! : [];
        return JsonNode.DeepEquals(wanted, actual) ? null : $"{name}: {actual.ToJsonString()}";
    }

    static JsonObject PropertiesOf(ResolvedEndpoint endpoint)
    {
        var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) endpoint.WriteProperties(json);
        return (JsonObject)JsonNode.Parse(Encoding.UTF8.GetString(stream.ToArray()))!;
    }

    static JsonObject HeadersOf(ResolvedEndpoint endpoint)
    {
        var headers = new JsonObject();
        foreach (var (name, values) in endpoint.Headers) headers[name] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
        return headers;
    }
}

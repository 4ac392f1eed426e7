using System.IO.Compression;
using System.Text.Json;
using Awl.Endpoints;
using Awl.Model;
using Awl.Models;

namespace Awl.Tests.Endpoints;

/// <summary>AWS's cases that start from an operation and its input instead of parameters.</summary>
public sealed class ParameterBindingTests
{
    static readonly Pack s_pack = ModelPack.Open();

    const string ArnsHaveNoPathStyle = "The client takes path style back for ARNs before it asks the rules: botocore, customize_endpoint_resolver_builtins.";

    /// <summary>Cases that the client, as botocore, answers otherwise before it asks the rules, each with its reason.</summary>
    static readonly Dictionary<string, string> s_leftOut = new()
    {
        ["s3 8 GetObject"] = "The client says the same in AWS CLI's words: botocore, ruleset_error_to_botocore_exception.",
        ["s3 21 GetObject"] = ArnsHaveNoPathStyle,
        ["s3 167 GetObject"] = ArnsHaveNoPathStyle,
        ["s3 174 GetObject"] = ArnsHaveNoPathStyle,
        ["s3 181 GetObject"] = ArnsHaveNoPathStyle,
        ["s3control 27 GetAccessPoint"] = "The client finds the contradicting account itself, in other words: botocore, S3ControlArnParamHandlerv2.",
    };

    [Fact]
    public void Every_operation_with_its_input_gives_the_endpoint_or_error_of_its_case()
    {
        var failures = new List<string>();
        var count = 0;
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Conformance.Path("endpoints/endpoint-tests.jsonl.gz")), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            using var test = JsonDocument.Parse(line);
            if (!test.RootElement.TryGetProperty("operationInputs", out var inputs)) continue;

            var service = s_pack.FindService(test.RootElement.GetProperty("service").GetString()!)!.Value;
            foreach (var input in inputs.EnumerateArray())
            {
                count++;
                var failure = FailureOf(service, input, test.RootElement.GetProperty("expect"));
                var name = $"{service.Name} {test.RootElement.GetProperty("case")} {input.GetProperty("operationName")}";
                if (failure is not null != s_leftOut.ContainsKey(name)) failures.Add($"{name}: {failure ?? "passes, yet it is left out"}");
            }
        }
        Assert.True(failures.Count == 0, $"{failures.Count} of {count}:\n{string.Join('\n', failures.Take(80))}");
        Assert.True(count > 500, $"only {count} cases");
    }

    static string? FailureOf(Service service, JsonElement test, JsonElement expected)
    {
        var operation = service.FindOperation(test.GetProperty("operationName").GetString()!)!.Value;
        var input = test.TryGetProperty("operationParams", out var given) ? given : JsonElement.Parse("{}"u8);
        var resolver = new EndpointResolver(service, new() { Region = "us-east-1" });
        var wanted = expected.TryGetProperty("error", out var error) ? error.GetString()! : expected.GetProperty("endpoint").GetProperty("url").GetString()!;

        string found;
        try { found = resolver.Resolve(operation, input, BuiltInsOf(test)).Url; }
        catch (AwlException e) { found = e.Message; }
        return found == wanted || (error.ValueKind == JsonValueKind.String && found.EndsWith(wanted, StringComparison.Ordinal)) ? null : $"{found} instead of {wanted}";
    }

    static BuiltInValues BuiltInsOf(JsonElement test)
    {
        var builtIns = test.TryGetProperty("builtInParams", out var given) ? given : JsonElement.Parse("{}"u8);
        return new()
        {
            Region = Text("AWS::Region"),
            UseFips = Flag("AWS::UseFIPS"),
            UseDualStack = Flag("AWS::UseDualStack"),
            Endpoint = Text("SDK::Endpoint"),
            AccountId = Text("AWS::Auth::AccountId"),
            AccountIdEndpointMode = Text("AWS::Auth::AccountIdEndpointMode"),
            S3Accelerate = Flag("AWS::S3::Accelerate"),
            S3ForcePathStyle = Flag("AWS::S3::ForcePathStyle"),
            S3UseGlobalEndpoint = Flag("AWS::S3::UseGlobalEndpoint"),
            S3UseArnRegion = FlagOrNull("AWS::S3::UseArnRegion"),
            S3DisableMultiRegionAccessPoints = Flag("AWS::S3::DisableMultiRegionAccessPoints"),
            S3ControlUseArnRegion = FlagOrNull("AWS::S3Control::UseArnRegion"),
            StsUseGlobalEndpoint = Flag("AWS::STS::UseGlobalEndpoint"),
        };

        string? Text(string name) => builtIns.TryGetProperty(name, out var value) ? value.GetString() : null;
        bool? FlagOrNull(string name) => builtIns.TryGetProperty(name, out var value) ? value.GetBoolean() : null;
        bool Flag(string name) => FlagOrNull(name) ?? false;
    }
}

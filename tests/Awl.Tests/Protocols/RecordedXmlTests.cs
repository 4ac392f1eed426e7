using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Http;
using Awl.Model;
using Awl.Models;
using Awl.Protocols;

namespace Awl.Tests.Protocols;

/// <summary>Recorded replies of real services, read with AWS's own models.</summary>
public sealed class RecordedXmlTests
{
    static readonly Pack s_pack = ModelPack.Open();

    [Fact]
    public void Every_recorded_reply_is_read()
    {
        var failures = new List<string>();
        foreach (var file in Directory.GetFiles(Conformance.Path("responses/xml/responses"), "*.xml").Order())
        {
            var operation = OperationOf(file);
            var expected = Expected(file, operation.Output);
            try
            {
                var actual = Parse(operation, File.ReadAllBytes(file));
                if (!JsonNode.DeepEquals(expected, actual)) failures.Add($"{Path.GetFileName(file)}: expected {expected.ToJsonString()}, found {actual.ToJsonString()}");
            }
            catch (AwlException e)
            {
                failures.Add($"{Path.GetFileName(file)}: {e.Message}");
            }
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Fact]
    public void Every_recorded_error_is_read()
    {
        var failures = new List<string>();
        foreach (var file in Directory.GetFiles(Conformance.Path("responses/xml/errors"), "*.xml").Order())
        {
            var operation = OperationOf(file);
            var error = ProtocolOf(operation).ParseError(operation, 400, new HeaderList(), File.ReadAllBytes(file));
            var all = new JsonObject { ["Code"] = error.Code, ["Message"] = error.ServiceMessage };
            foreach (var (name, text) in error.Extras) all[name] = text;
            var expected = JsonNode.Parse(File.ReadAllBytes(Path.ChangeExtension(file, ".json")))!["Error"]!;
            if (!JsonNode.DeepEquals(expected, all)) failures.Add($"{Path.GetFileName(file)}: expected {expected.ToJsonString()}, found {all.ToJsonString()}");
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    /// <summary>The file's name is service and operation as on the command line, and maybe a number.</summary>
    static Operation OperationOf(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file).Split('#')[0];
        var dash = name.IndexOf('-', StringComparison.Ordinal);
        return s_pack.FindService(name.AsSpan(0, dash))!.Value.FindCommand(name.AsSpan(dash + 1))!.Value;
    }

    static IProtocol ProtocolOf(Operation operation) => SuiteModel.Protocol(operation.Service.Protocol, TimestampStyle.Wire);

    static JsonNode Parse(Operation operation, byte[] body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) ProtocolOf(operation).Parse(operation, 200, new HeaderList(), body, json);
        return JsonNode.Parse(buffer.WrittenSpan)!;
    }

    static JsonNode Expected(string file, Shape? output)
    {
        var expected = JsonNode.Parse(File.ReadAllBytes(Path.ChangeExtension(file, ".json")))!.AsObject();
        expected.Remove("ResponseMetadata");
        return output is { } shape ? SuiteModel.ToInput(shape, JsonElement.Parse(expected.ToJsonString()))! : expected;
    }
}

using System.Text.Json;
using Awl.Http;
using Awl.Protocols;
using Awl.Tests.Model;

namespace Awl.Tests.Protocols;

/// <summary>Errors recorded from services with JSON, and what botocore makes of them.</summary>
public sealed class RecordedErrorTests
{
    [Fact]
    public void Every_recorded_JSON_error_gives_its_code_and_message()
    {
        var files = Directory.GetFiles(Conformance.Path("responses/json/errors"));
        Assert.NotEmpty(files);
        Assert.All(files, Check);
    }

    static void Check(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path.Replace("/errors/", "/expected/", StringComparison.Ordinal)));
        var expected = document.RootElement.GetProperty("Error");
        var operation = TestModels.Service("""{"metadata": {"protocol": "json"}, "operations": {"Op": {}}}""").FindOperation("Op")!.Value;

        var error = SuiteModel.Protocol(operation, TimestampStyle.Iso8601).ParseError(operation, 400, new HeaderList(), File.ReadAllBytes(path));

        Assert.Equal(expected.GetProperty("Code").GetString(), error.Code);
        Assert.Equal(expected.GetProperty("Message").GetString(), error.ServiceMessage);
    }
}

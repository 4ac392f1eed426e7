using System.Text;
using System.Text.Json;
using Awl.Cli.Help;
using Awl.Cli.Parameters.Skeletons;
using Awl.Model;
using Awl.Models;
using Awl.Tests.Model;

namespace Awl.Tests.Parameters;

/// <summary>Skeletons of a made-up service, as AWS CLI 2.36.12 generates them from the same model.</summary>
public sealed class SkeletonTests
{
    const string Folder = "parameters/skeletons";

    [Theory]
    [InlineData("BuildToy")]
    [InlineData("CleanUp")]
    public void An_input_as_JSON_is_AWS_CLIs(string operation)
    {
        var output = new MemoryStream();
        JsonSkeleton.WriteInput(Toys(operation), output);
        Assert.Equal(Golden(operation + ".input.json"), Encoding.UTF8.GetString(output.ToArray()));
    }

    [Theory]
    [InlineData("BuildToy")]
    [InlineData("CleanUp")]
    public void An_input_as_YAML_is_AWS_CLIs(string operation)
    {
        var output = new StringWriter();
        YamlSkeleton.WriteInput(Toys(operation), new(static () => null, static () => JsonElement.Parse(Golden("toys.json"))), output);
        Assert.Equal(Golden(operation + ".input.yaml"), output.ToString());
    }

    [Theory]
    [InlineData("BuildToy")]
    [InlineData("CleanUp")]
    public void An_output_is_AWS_CLIs(string operation)
        => Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Golden(operation + ".output.json")), JsonSkeleton.OutputOf(Toys(operation))));

    [Fact]
    public void Comments_come_from_the_documentation()
    {
        var service = ModelPack.Open().FindService("sqs")!.Value;
        var output = new StringWriter();
        YamlSkeleton.WriteInput(service.FindOperation("SendMessage")!.Value, ServiceTexts.Of(service), output);
        Assert.StartsWith("QueueUrl: ''  # [REQUIRED] The URL of ", output.ToString(), StringComparison.Ordinal);
    }

    static Operation Toys(string operation) => TestModels.Service(Golden("toys.json"), "toys").FindOperation(operation)!.Value;

    static string Golden(string name) => File.ReadAllText(TestData.Path($"{Folder}/{name}"));
}

using Awl.Model;
using Awl.Tests.Machines;

namespace Awl.Tests.Model;

public class UserModelsTests
{
    const string Model = """{"metadata": {"protocol": "json"}, "operations": {"Ping": {"http": {}}}, "shapes": {}}""";

    [Fact]
    public void The_newest_version_of_a_users_model_is_taken()
    {
        var machine = new FakeMachine()
            .With("/home/user/.aws/models/mine/2020-01-01/service-2.json", Model.Replace("Ping", "Old", StringComparison.Ordinal))
            .With("/home/user/.aws/models/mine/2021-01-01/service-2.json", Model);
        var models = new UserModels(machine, dataPath: null);
        Assert.Equal("Ping", models.FindService("mine")!.Value.GetOperation(0).Name);
        Assert.Equal(["mine"], models.Names());
        Assert.Null(models.FindService("theirs"));
    }

    [Fact]
    public void The_texts_of_a_users_model_come_with_it()
    {
        const string texts = """
            {"metadata": {"protocol": "json"}, "documentation": "<p>Mine.</p>", "operations": {"Ping": {"http": {}, "documentation": "<p>Pings.</p>"}},
            "shapes": {"In": {"type": "structure", "members": {"Id": {"shape": "S", "documentation": "<p>Which.</p>"}}}, "S": {"type": "string"}}}
            """;
        var machine = new FakeMachine().With("/home/user/.aws/models/mine/1/service-2.json", texts);
        var documentation = new UserModels(machine, dataPath: null).FindService("mine")!.Value.Documentation!;
        Assert.Contains("Pings.", documentation.FindOverview("mine")!.Value.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("Which.", documentation.FindDetails("mine")!.Value.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_path_goes_before_the_home_folder()
    {
        var machine = new FakeMachine().With("/data/mine/1/service-2.json", Model).With("/home/user/.aws/models/mine/2/service-2.json", "{}");
        Assert.NotNull(new UserModels(machine, "/data").FindService("mine"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"metadata": {}, "operations": {"A": {"http": {}, "input": {"shape": "Nope"}}}, "shapes": {}}""")]
    public void A_broken_model_names_its_folder(string model)
    {
        var machine = new FakeMachine().With("/home/user/.aws/models/mine/1/service-2.json", model);
        var error = Assert.Throws<ConfigurationException>(() => new UserModels(machine, null).FindService("mine"));
        Assert.Contains("/home/user/.aws/models/mine/1", error.Message, StringComparison.Ordinal);
    }
}

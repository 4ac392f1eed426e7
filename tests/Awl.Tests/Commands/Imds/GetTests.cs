using Awl.Tests.Local.Imds;
using Awl.Tests.Machines;
using Awl.Tests.Terminals;

namespace Awl.Tests.Commands.Imds;

public class GetTests
{
    [Theory, InlineData(true, "red\\u001b[31m\n"), InlineData(false, "red\u001b[31m\n")]
    public async Task A_screen_gets_no_escapes_and_a_pipe_gets_what_is_there(bool isScreen, string expected)
    {
        await using var imds = await TestImds.StartAsync("tags: {Name: \"red\\e[31m\"}");
        Assert.Equal(expected, await RunAsync(isScreen, "imds", "get", "tags/instance/Name", "--endpoint-url", imds.Url));
    }

    [Fact]
    public async Task The_whole_tree_of_our_own_service_can_be_read()
    {
        await using var imds = await TestImds.StartAsync("tags: {Name: a b}", userData: "hello"u8.ToArray());
        var all = await RunAsync(false, "imds", "get", "--all", "--endpoint-url", imds.Url, "--output", "json", "--query",
            "[\"meta-data\".tags.instance.Name, \"meta-data\".iam.\"security-credentials\".\"app-role\".SecretAccessKey, dynamic.\"instance-identity\".document.region, \"user-data\"]");
        Assert.Equal("[\n    \"a b\",\n    \"(hidden: --with-secrets shows it)\",\n    \"eu-west-1\",\n    \"hello\"\n]\n", all);
        Assert.Contains("secret/key", await RunAsync(false, "imds", "get", "--all", "--with-secrets", "--endpoint-url", imds.Url));
    }

    static async Task<string> RunAsync(bool isScreen, params string[] line)
    {
        using var terminal = new FakeTerminal { IsScreen = isScreen };
        Assert.Equal(0, await Cli.Program.RunAsync(line, terminal, new FakeMachine()));
        return terminal.OutputText;
    }
}

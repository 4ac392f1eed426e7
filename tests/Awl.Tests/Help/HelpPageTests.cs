using System.Text.Json;
using Awl.Cli.Commands;
using Awl.Cli.Help;
using Awl.Models;
using Awl.Tests.Machines;
using Awl.Tests.Model;
using Awl.Tests.Terminals;

namespace Awl.Tests.Help;

/// <summary>Pages of help as golden files (<c>AWL_UPDATE=1</c> rewrites them), and what holds for the pages of AWS's own models.</summary>
public sealed class HelpPageTests
{
    [Theory]
    [InlineData("build-toy", 80, false, "build-toy.txt")]
    [InlineData("build-toy", 60, true, "build-toy.styled.txt")]
    [InlineData("clean-up", 80, false, "clean-up.txt")]
    [InlineData("", 80, false, "toys.txt")]
    public void A_page_of_a_small_model_is_the_golden_one(string command, int columns, bool isStyled, string golden)
    {
        var json = File.ReadAllText(TestData.Path("help/toys.json"));
        var service = TestModels.Service(json, "toys");
        var node = new CommandNode("toys") { Service = service };
        using var session = new Session(ModelPack.Open(), new() { Machine = new FakeMachine() });
        var commands = new CommandTable(new(session, ModelPack.Open()));
        if (command.Length > 0) node = commands.FindChild(node, command)!;

        var page = new StringWriter();
        new HelpPage(commands, _ => new(() => JsonElement.Parse(json), () => JsonElement.Parse(json)), new(page, new(columns, isStyled))).Write(node);
        CompareGolden(golden, page.ToString());
    }

    [Fact]
    public async Task The_page_of_a_custom_command_is_the_golden_one()
        => CompareGolden("cli-dev-resolve-endpoint.txt", await HelpOnAsync("cli-dev", "resolve-endpoint", "help"));

    [Fact]
    public async Task The_page_of_an_operation_has_its_parts_and_options()
    {
        var page = await HelpOnAsync("ec2", "describe-vpcs", "help");
        string[] sections = [.. page.Split('\n').Where(static line => line.Length > 0 && line[0] != ' ')];
        Assert.Equal(["NAME", "DESCRIPTION", "SYNOPSIS", "OPTIONS", "EXAMPLES", "OUTPUT", "WAITERS", "GLOBAL OPTIONS"], sections);
        Assert.Contains("\n    --filters (list of structure)\n        The filters.\n", page, StringComparison.Ordinal);
        Assert.Contains("\n            Name=string,Values=string,string ...\n", page, StringComparison.Ordinal);
        Assert.Contains("\n    awl ec2 wait vpc-exists\n", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ec2")]
    [InlineData("s3api")]
    [InlineData("dynamodb")]
    [InlineData("wafv2")]
    [InlineData("quicksight")]
    [InlineData("")]
    public async Task No_page_has_control_characters_and_lines_keep_to_the_width(string service)
    {
        string[] place = service.Length == 0 ? [] : [service];
        var page = await HelpOnAsync([.. place, "help"]);
        Assert.DoesNotContain(page, static c => char.IsControl(c) && c != '\n');
        Assert.All(page.Split('\n'), static line => Assert.True(line.Length <= 80 || line.TrimStart().IndexOf(' ') < 0 || line.Contains("://", StringComparison.Ordinal), line));
    }

    [Theory]
    [InlineData("s3", "ls", "help")]
    [InlineData("s3", "ls", "s3://b", "--help")]
    [InlineData("help", "s3", "ls")]
    [InlineData("--help", "s3", "ls", "--recursive")]
    public async Task Help_is_asked_for_in_many_ways(params string[] line)
        => Assert.StartsWith("NAME\n    s3 ls\n", await HelpOnAsync(line), StringComparison.Ordinal);

    [Theory]
    [InlineData("describe-vpcs", "help")]
    [InlineData("describe-vpcs", "--dry-run", "help")]
    [InlineData("describe-vpcs", "--max-items", "3", "help")]
    public async Task Help_may_follow_options(params string[] words) => Assert.StartsWith("NAME\n    ec2 describe-vpcs\n", await HelpOnAsync(["ec2", .. words]), StringComparison.Ordinal);

    [Fact]
    public async Task A_value_that_reads_help_is_a_value()
    {
        using var terminal = new FakeTerminal();
        Assert.Equal(252, await Cli.Program.RunAsync(["iam", "get-role", "--nope", "help"], terminal, new FakeMachine()));
        Assert.Equal(0, await Cli.Program.RunAsync(["ec2", "describe-vpcs", "--generate-cli-skeleton", "output", "--query", "Vpcs[0].VpcId", "--vpc-ids", "help"], terminal, new FakeMachine { Variables = { ["AWS_REGION"] = "eu-west-1" } }));
        Assert.Equal("\"VpcId\"\n", terminal.OutputText);
    }

    [Fact]
    public async Task Help_needs_no_files()
    {
        using var terminal = new FakeTerminal();
        Assert.Equal(0, await Cli.Program.RunAsync(["sqs", "--help"], terminal, new FakeMachine().With("/home/user/.aws/config", "[broken")));
        Assert.StartsWith("NAME\n    sqs - ", terminal.OutputText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_on_a_misspelt_command_suggests_the_right_one()
    {
        using var terminal = new FakeTerminal();
        Assert.Equal(252, await Cli.Program.RunAsync(["sqs", "list-queue", "--help"], terminal, new FakeMachine()));
        Assert.Contains("  * list-queues", terminal.ErrorText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("topics", "TOPICS\n    config-vars\n")]
    [InlineData("return-codes", "RETURN CODES\n    0\n        The command did")]
    [InlineData("config-vars", "ORDER\n    An option of the line wins")]
    public async Task Topics_have_pages(string topic, string start) => Assert.StartsWith(start, await HelpOnAsync("help", topic), StringComparison.Ordinal);

    [Theory]
    [InlineData("purge queue", "sqs purge-queue")]
    [InlineData("encrypt bucket", "s3api get-bucket-encryption")]
    [InlineData("accept vpc peering", "ec2 accept-vpc-peering-connection")]
    [InlineData("INSTANCES describe ec2", "ec2 describe-instances")]
    public async Task A_search_finds_the_plainest_command_first(string words, string command)
        => Assert.Equal(command, (await HelpOnAsync(["help", "search", .. words.Split(' ')])).Split('\n')[0]);

    [Fact]
    public async Task Help_on_a_screen_goes_through_the_pager()
    {
        using var terminal = new FakeTerminal { IsScreen = true, Columns = 200 };
        Assert.Equal(0, await Cli.Program.RunAsync(["s3", "ls", "help"], terminal, new FakeMachine { Variables = { ["MANPAGER"] = "view -x" } }));
        Assert.Equal(["view", "-x"], terminal.PagerCommand!.Words);
        Assert.StartsWith("\e[1mNAME\e[0m\n", terminal.PagedText, StringComparison.Ordinal);
        Assert.Empty(terminal.OutputText);
    }

    static async Task<string> HelpOnAsync(params string[] line)
    {
        using var terminal = new FakeTerminal();
        Assert.Equal(0, await Cli.Program.RunAsync(line, terminal, new FakeMachine()));
        Assert.Empty(terminal.ErrorText);
        return terminal.OutputText;
    }

    static void CompareGolden(string name, string page)
    {
        var path = TestData.Path("help/" + name);
        if (Environment.GetEnvironmentVariable("AWL_UPDATE") is { Length: > 0 }) File.WriteAllText(path, page);
        Assert.Equal(File.ReadAllText(path), page);
    }
}

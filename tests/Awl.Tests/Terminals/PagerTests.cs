using Awl.Cli.Terminals;
using Awl.Tests.Machines;

namespace Awl.Tests.Terminals;

/// <summary>When output is paged and by what. The order of the settings was seen with AWS CLI 2.36.12 on a terminal.</summary>
public sealed class PagerTests
{
    static readonly string[] s_line = ["ec2", "describe-vpcs", "--generate-cli-skeleton", "output", "--query", "Vpcs[0].VpcId"];

    [Theory]
    [InlineData("", "less")]
    [InlineData("PAGER=p", "p")]
    [InlineData("PAGER=p config=c", "c")]
    [InlineData("PAGER=p config=c AWS_PAGER=a", "a")]
    [InlineData("PAGER=p MANPAGER=m", "p")]
    [InlineData("PAGER=p config=", null)]
    [InlineData("PAGER=p AWS_PAGER=", null)]
    public async Task The_first_setting_names_the_pager(string settings, string? pager)
    {
        var machine = new FakeMachine { Variables = { ["AWS_REGION"] = "eu-west-1" } };
        foreach (var setting in settings.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (setting.Split('=')[0], setting.Split('=')[1]);
            if (name == "config") machine.With("/home/user/.aws/config", $"[default]\ncli_pager = {value}\n");
            else machine.Variables[name] = value;
        }
        using var terminal = new FakeTerminal { IsScreen = true };
        await RunAsync(terminal, machine, s_line);
        Assert.Equal(pager, terminal.PagerCommand?.Words[0]);
        Assert.Equal(pager is null ? "\"VpcId\"\n" : "", terminal.OutputText);
    }

    [Fact]
    public async Task Nothing_is_paged_without_a_screen_or_when_the_line_says_so()
    {
        var machine = new FakeMachine { Variables = { ["AWS_REGION"] = "eu-west-1" } };
        using var pipe = new FakeTerminal();
        await RunAsync(pipe, machine, s_line);
        Assert.Null(pipe.PagerCommand);

        using var screen = new FakeTerminal { IsScreen = true };
        await RunAsync(screen, machine, [.. s_line, "--no-cli-pager"]);
        Assert.Null(screen.PagerCommand);
    }

    [Fact]
    public async Task Less_gets_its_options_unless_the_user_has_set_them()
    {
        using var terminal = new FakeTerminal { IsScreen = true };
        await RunAsync(terminal, new() { Variables = { ["AWS_REGION"] = "eu-west-1" } }, s_line);
        Assert.Equal("FRX", terminal.PagerCommand!.LessOptions);
        await RunAsync(terminal, new() { Variables = { ["AWS_REGION"] = "eu-west-1", ["LESS"] = "" } }, s_line);
        Assert.Null(terminal.PagerCommand!.LessOptions);
    }

    [Fact]
    public void A_pager_gets_all_bytes_and_is_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The pager is a Unix shell.");
        var file = Path.GetTempFileName();
        using (var pager = new Pager(new(["sh", "-c", $"echo $LESS > '{file}'; cat >> '{file}'"], "FRX"))) pager.Write("shown\n"u8);
        Assert.Equal("FRX\nshown\n", File.ReadAllText(file));
        File.Delete(file);
    }

    [Fact]
    public void A_pager_that_goes_away_ends_the_output()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The pager is a Unix shell.");
        using var pager = new Pager(new(["true"], null));
        var page = new byte[1 << 20];
        Assert.Throws<OutputClosedException>(() => pager.Write(page));
    }

    [Fact]
    public async Task A_pager_that_cannot_be_started_is_named()
    {
        using var terminal = new FakeTerminal { IsScreen = true, StartsPagers = true };
        var machine = new FakeMachine { Variables = { ["AWS_REGION"] = "eu-west-1", ["AWS_PAGER"] = "no-such-pager -x" } };
        Assert.Equal(253, await Cli.Program.RunAsync(s_line, terminal, machine));
        Assert.Contains("An error occurred (Pager): Unable to redirect output to pager. ", terminal.ErrorText, StringComparison.Ordinal);
        Assert.Contains("[Errno 2] No such file or directory: 'no-such-pager'", terminal.ErrorText, StringComparison.Ordinal);
    }

    static async Task RunAsync(FakeTerminal terminal, FakeMachine machine, IReadOnlyList<string> line)
        => Assert.Equal((0, ""), (await Cli.Program.RunAsync(line, terminal, machine), terminal.ErrorText));
}

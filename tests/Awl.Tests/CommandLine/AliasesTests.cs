using Awl.Tests.Machines;
using Awl.Tests.Terminals;

namespace Awl.Tests.CommandLine;

/// <summary>The user's own names for commands. What each line does was seen with AWS CLI 2.36.12.</summary>
public sealed class AliasesTests
{
    const string File =
        """
        [toplevel]
        who = sts get-caller-identity --generate-cli-skeleton
        who2 = who
        text = ec2 --output text describe-vpcs --generate-cli-skeleton output --query Vpcs[0].VpcId
        prof = ec2 --profile x
        bad = ec2 'open
        ext = !echo hello
        long =
          !f() {
            echo "f $1"
          }; f
        sts = sts --region us-east-2
        loop = loop
        circle = circle2
        circle2 = circle
        multi = ec2 describe-vpcs
          --generate-cli-skeleton output --query Vpcs[0].VpcId
        nope = nosuch thing
        empty =

        [command ec2]
        vpc = describe-vpcs --generate-cli-skeleton output --query Vpcs[0].VpcId
        describe-vpcs = describe-vpcs --output text
        ext = !echo sub
        prof = describe-vpcs --profile x
        [command ec2 wait]
        w = vpc-exists --generate-cli-skeleton output --query Vpcs
        """;

    [Theory]
    [InlineData("who", "{}\n")]
    [InlineData("who2", "{}\n")]
    [InlineData("sts get-caller-identity --generate-cli-skeleton", "{}\n")]
    [InlineData("text", "VpcId\n")]
    [InlineData("--output json text", "VpcId\n")]
    [InlineData("multi", "VpcId\n")]
    [InlineData("multi --output text", "VpcId\n")]
    [InlineData("ec2 vpc", "VpcId\n")]
    [InlineData("ec2 --region us-west-1 vpc --dry-run", "VpcId\n")]
    public async Task Names_stand_for_words(string line, string printed)
    {
        var (exitCode, terminal) = await RunAsync(line);
        Assert.Equal((0, printed, ""), (exitCode, terminal.OutputText, terminal.ErrorText));
    }

    [Theory]
    [InlineData("ext a b;c --x --region r", "echo hello a 'b;c' --x")]
    [InlineData("ext --help", "echo hello --help")]
    [InlineData("ec2 ext 1", "echo sub 1")]
    [InlineData("long 1", "f() {\necho \"f $1\"\n}; f 1")]
    public async Task A_line_for_the_shell_gets_the_words_that_are_left(string line, string shellLine)
    {
        var (exitCode, terminal) = await RunAsync(line);
        Assert.Equal((0, ""), (exitCode, terminal.ErrorText));
        Assert.Equal(["sh", "-c", shellLine], terminal.HandedTo!);
    }

    [Theory]
    [InlineData("prof describe-vpcs", 255, "Global parameter \"--profile\" detected in alias \"prof\" which is not supported in subcommand aliases.")]
    [InlineData("ec2 prof", 255, "Global parameter \"--profile\" detected in alias \"prof\" which is not supported in subcommand aliases.")]
    [InlineData("bad", 255, "Value of alias \"bad\" could not be parsed. Received error: No closing quotation when parsing:\nec2 'open\n")]
    [InlineData("loop", 255, "The alias \"loop\" stands for itself.")]
    [InlineData("circle", 255, "stands for itself")]
    [InlineData("nope", 252, "argument command: Found invalid choice 'nosuch'")]
    [InlineData("empty", 252, "the following arguments are required: command")]
    [InlineData("whoo", 252, "  * who")]
    [InlineData("WHO", 252, "argument command: Found invalid choice 'WHO'")]
    [InlineData("ec2 vpcx", 252, "argument operation: Found invalid choice 'vpcx'")]
    public async Task An_alias_that_cannot_be_used_is_named(string line, int exitCode, string message)
    {
        var (code, terminal) = await RunAsync(line);
        Assert.Equal(exitCode, code);
        Assert.Contains(message, terminal.ErrorText, StringComparison.Ordinal);
    }

    static async Task<(int ExitCode, FakeTerminal Terminal)> RunAsync(string line)
    {
        var machine = new FakeMachine { Variables = { ["AWS_REGION"] = "eu-west-1" } }.With("/home/user/.aws/cli/alias", File);
        var terminal = new FakeTerminal();
        return (await Cli.Program.RunAsync(line.Split(' '), terminal, machine), terminal);
    }
}

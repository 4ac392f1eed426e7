using Awl.Cli.CommandLine;

namespace Awl.Tests.CommandLine;

public class LineTests
{
    [Fact]
    public void Global_options_are_found_anywhere_on_the_line()
    {
        var line = Line.Parse(["--region", "eu-west-1", "ec2", "describe-vpcs", "--vpc-ids", "a", "--outp", "text", "b", "--no-paginate"]);
        Assert.Equal("ec2", line.Command);
        Assert.Equal(["describe-vpcs", "--vpc-ids", "a", "b"], line.Rest);
        Assert.Equal(("eu-west-1", "text", false), (line.Globals.Region, line.Globals.Output, line.Globals.Paginate));
    }

    [Fact]
    public void A_prefix_of_a_global_option_is_taken_before_the_operation_sees_it()
        => Assert.Equal("x", Line.Parse(["ec2", "create-tags", "--reg", "x"]).Globals.Region);

    [Fact]
    public void A_command_is_required() => Assert.Equal("the following arguments are required: command", Fault());

    [Fact]
    public void The_version_needs_no_command() => Assert.True(Line.Parse(["--version"]).Globals.Version);

    [Fact]
    public void Prompting_cannot_be_wanted_and_not()
        => Assert.Equal("Both --cli-auto-prompt and --no-cli-auto-prompt cannot be specified at the same time.", Fault("s3", "--cli-auto-prompt", "--no-cli-auto-prompt"));

    [Fact]
    public void A_prefix_of_several_global_options_is_ambiguous()
        => Assert.Equal(
            "ambiguous option: --no could match --no-verify-ssl, --no-paginate, --no-sign-request, --no-cli-pager, --no-cli-auto-prompt",
            Fault("--no", "ec2"));

    static string Fault(params string[] args) => Assert.Throws<UsageException>(() => Line.Parse(args)).Message;
}

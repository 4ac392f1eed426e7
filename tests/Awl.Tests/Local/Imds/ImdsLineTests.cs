using Awl.Local.Imds;

namespace Awl.Tests.Local.Imds;

public class ImdsLineTests
{
    [Fact]
    public void Exec_serves_the_instance_and_serve_both_unless_told()
    {
        Assert.True(Parse("exec --fake -- env") is { ServesImds: true, ServesContainer: false, IsExec: true, Idle: null });
        Assert.True(Parse("serve --fake") is { ServesImds: true, ServesContainer: true, IsExec: false });
        Assert.True(Parse("serve --fake --mode container") is { ServesImds: false, ServesContainer: true });
    }

    [Theory]
    [InlineData("", 8 * 3600)]
    [InlineData("--idle 90", 90)]
    [InlineData("--idle=30m", 1800)]
    [InlineData("--idle 2h", 7200)]
    public void A_server_ends_when_it_is_idle(string options, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Parse($"serve --fake {options}".Trim()).Idle);

    [Fact]
    public void An_idle_time_of_zero_is_never() => Assert.Null(Parse("serve --fake --idle 0").Idle);

    [Fact]
    public void What_follows_the_dashes_is_the_command_alone() => Assert.Equal(["aws", "--profile", "x", "--"], Parse("exec --profile p -- aws --profile x --").Command);

    [Theory]
    [InlineData("", "usage:")]
    [InlineData("run", "usage:")]
    [InlineData("exec --fake", "needs a command")]
    [InlineData("serve --fake -- env", "runs no command")]
    [InlineData("serve --fake --profile p", "--fake needs no --profile")]
    [InlineData("serve --port", "--port needs a value")]
    [InlineData("serve --port 65536", "from 0 to 65535")]
    [InlineData("serve --port -1", "from 0 to 65535")]
    [InlineData("serve --idle soon", "takes a time")]
    [InlineData("serve --mode x", "--mode is")]
    [InlineData("serve --nope", "no option '--nope'")]
    [InlineData("serve stray", "no option 'stray'")]
    public void A_wrong_line_is_refused(string line, string message)
        => Assert.Contains(message, Assert.Throws<UsageException>(() => Parse(line)).Message);

    static ImdsLine Parse(string line) => ImdsLine.Parse(line.Length == 0 ? [] : line.Split(' '));
}

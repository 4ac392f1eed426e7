using Awl.Cli.Terminals;
using Awl.Tests.Machines;

namespace Awl.Tests.Terminals;

public class StatusLineTests
{
    [Fact]
    public void A_status_overwrites_the_last_one_tells_the_time_and_is_gone_at_the_end()
    {
        var machine = new FakeMachine { TimeStandsStill = true };
        using var terminal = new FakeTerminal { IsScreen = true };
        using (var status = new StatusLine(terminal, machine.Clock))
        {
            machine.Now += TimeSpan.FromSeconds(5);
            status.Show("pending, attempt 1");
            machine.Now += TimeSpan.FromSeconds(60);
            status.Show("run\u001bning, attempt 2");
        }
        Assert.Equal("\r\u001b[Kpending, attempt 1, 5 s\r\u001b[Krun\\u001bning, attempt 2, 1 min 5 s\r\u001b[K", terminal.ErrorText);
    }

    [Fact]
    public void It_is_never_wider_than_the_screen()
    {
        using var terminal = new FakeTerminal { IsScreen = true, Columns = 10 };
        using (var status = new StatusLine(terminal, new FakeMachine { TimeStandsStill = true }.Clock)) status.Show("0123456789abc");
        Assert.Equal("\r\u001b[K012345678\r\u001b[K", terminal.ErrorText);
    }

    [Fact]
    public void Without_a_status_nothing_is_written()
    {
        using var terminal = new FakeTerminal { IsScreen = true };
        new StatusLine(terminal, new FakeMachine().Clock).Dispose();
        Assert.Equal("", terminal.ErrorText);
    }
}

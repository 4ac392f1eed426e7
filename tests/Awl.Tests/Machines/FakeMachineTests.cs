namespace Awl.Tests.Machines;

public class FakeMachineTests
{
    [Fact]
    public async Task A_delay_moves_the_fake_clock_instead_of_waiting()
    {
        var machine = new FakeMachine();
        var before = machine.Now;
        await Task.Delay(TimeSpan.FromHours(1), machine.Clock, TestContext.Current.CancellationToken);
        Assert.Equal(before + TimeSpan.FromHours(1), machine.Now);
    }

    [Fact]
    public void A_path_expands_home_and_variables_and_leaves_unknown_ones()
    {
        var machine = new FakeMachine { Variables = { ["HOME"] = "/home/me", ["X"] = "y" } };
        Assert.Equal("/home/me/a/y/$NOPE/y", machine.ExpandPath("~/a/$X/$NOPE/${X}"));
    }
}

using Awl.Local.Hosting;
using Awl.Tests.Machines;

namespace Awl.Tests.Local.Hosting;

public class LifetimeTests
{
    [Fact]
    public async Task It_ends_when_nobody_has_asked_for_long()
    {
        var machine = new FakeMachine();
        var activity = new Activity(machine.Clock);
        using var lifetime = new Lifetime(machine.Clock);
        await lifetime.StopWhenIdleAsync(activity, TimeSpan.Zero);
        Assert.True(lifetime.Stopping.IsCancellationRequested);
        Assert.Contains("nobody has asked", lifetime.Reason);
    }

    [Fact]
    public void A_request_under_way_is_no_idleness()
    {
        var activity = new Activity(TimeProvider.System);
        using (activity.Begin()) Assert.Equal(TimeSpan.Zero, activity.IdleFor);
        Assert.True(activity.IdleFor < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task It_ends_with_a_process()
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sleep", "60"))!;
        using var lifetime = new Lifetime(TimeProvider.System);
        var watch = lifetime.StopWithProcessAsync(process.Id);
        process.Kill();
        await watch;
        Assert.Contains($"process {process.Id} has ended", lifetime.Reason);
    }

    [Fact]
    public void The_first_reason_stays()
    {
        using var lifetime = new Lifetime(TimeProvider.System);
        lifetime.Stop("one");
        lifetime.Stop("two");
        Assert.Equal("one", lifetime.Reason);
    }

    [Fact]
    public void A_secret_is_32_bytes_and_shows_itself_to_nobody()
    {
        var secret = new Secret(Machine.OfThisProcess());
        Assert.Equal(43, secret.Text.Length);
        Assert.True(secret.Is(secret.Text));
        Assert.False(secret.Is(null));
        Assert.False(secret.Is(secret.Text + " "));
        Assert.DoesNotContain(secret.Text, $"{secret}");
        Assert.NotEqual(secret.Text, new Secret(Machine.OfThisProcess()).Text);
    }
}

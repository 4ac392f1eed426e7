using Awl.Config;
using Awl.Retry;
using Awl.Tests.Machines;

namespace Awl.Tests.Retry;

public class RateLimiterTests
{
    // Seconds since the request before, whether it was throttled, and the rate that botocore 1.43's ClientRateLimiter then allows.
    static readonly (double Seconds, bool IsThrottled, double Rate)[] Botocore =
    [
        (0.7, false, 0.5), (0.2, false, 0.5), (0.2, false, 0.5324), (0.7, false, 2.3328),
        (0.05, true, 1.6128), (0.3, true, 1.12896), (0.1, false, 1.252805126), (0.05, false, 1.305888326),
        (0.1, false, 1.395875999), (0.05, true, 0.977113199), (0.2, false, 1.179021762), (0.3, false, 1.34111308),
        (0.1, false, 1.367204446), (0.3, false, 1.395261321), (0.7, false, 1.475793572), (0.05, false, 1.498102993),
        (0.7, false, 2.346734557), (0.1, true, 1.64271419), (0.05, true, 1.149899933), (0.1, false, 1.275345867),
        (0.3, false, 1.521311058), (0.2, false, 1.60064401), (0.1, true, 1.120450807), (0.3, false, 1.423104929),
        (0.1, false, 1.484175183), (0.05, false, 1.508595099), (0.1, false, 1.546704512), (0.7, false, 1.603268045),
        (0.7, false, 1.879977455), (0.3, false, 2.269958797), (0.1, true, 1.588971158), (0.1, true, 1.112279811),
        (0.05, false, 1.176592056), (0.05, false, 1.234843033), (0.1, false, 1.334361185), (0.1, true, 0.93405283),
        (0.1, false, 1.04251141), (0.1, false, 1.129363825), (0.2, false, 1.247850158), (0.2, false, 1.308711829),
        (0.1, false, 1.323533416), (0.7, false, 1.359911892), (0.1, false, 1.384284156), (0.1, true, 0.968998909),
        (0.1, true, 0.678299236), (0.3, false, 0.882998848), (0.2, false, 0.943576522), (0.05, false, 0.951984849),
        (0.2, true, 0.666389394), (0.3, false, 0.868244303), (0.1, false, 0.903827852), (0.1, false, 0.927560691),
        (0.2, false, 0.949074239), (0.05, false, 0.950795932), (0.2, false, 0.952055928), (0.2, false, 0.958713084),
        (0.7, true, 0.671099159), (0.7, true, 0.5), (0.05, false, 0.505398028), (0.7, false, 0.67106159),
    ];

    [Fact]
    public void The_rate_follows_botocores()
    {
        var machine = new FakeMachine { Now = DateTimeOffset.FromUnixTimeSeconds(1000) };
        var limiter = new RateLimiter(machine.Clock);
        foreach (var (seconds, isThrottled, rate) in Botocore)
        {
            machine.Now += TimeSpan.FromSeconds(seconds);
            limiter.Record(isThrottled);
            Assert.Equal(rate, limiter.Rate, 6);
        }
    }

    [Fact]
    public async Task Nothing_waits_before_the_first_throttled_request_and_everything_after_it()
    {
        var machine = new FakeMachine { Now = DateTimeOffset.FromUnixTimeSeconds(1000) };
        var policy = new RetryPolicy(RetryMode.Adaptive, null, "S3", machine);
        for (var i = 0; i < 10; i++)
        {
            var fine = policy.Begin("Op");
            await fine.WaitForTurnAsync(default);
            fine.Succeeded();
        }
        Assert.Empty(machine.Waits);

        var call = policy.Begin("Op");
        await call.WaitForTurnAsync(default);
        Assert.NotNull(call.DelayAfter(new ServiceException("SlowDown", "", "Op") { Status = 503 }, null));
        var before = machine.Now;
        for (var i = 0; i < 4; i++) await call.WaitForTurnAsync(default);
        Assert.InRange((machine.Now - before).TotalSeconds, 7.9, 8.1);   // at the least rate, one request every two seconds
    }

    [Fact]
    public async Task Mode_standard_never_waits()
    {
        var machine = new FakeMachine();
        var call = new RetryPolicy(RetryMode.Standard, null, "S3", machine).Begin("Op");
        call.DelayAfter(new ServiceException("SlowDown", "", "Op") { Status = 503 }, null);
        await call.WaitForTurnAsync(default);
        Assert.Empty(machine.Waits);
    }
}

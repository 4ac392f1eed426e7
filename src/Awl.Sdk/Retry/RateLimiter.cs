namespace Awl.Retry;

/// <summary>Mode <c>adaptive</c>: sends at the rate that the service took last, once it has throttled a request.</summary>
/// <remarks>Source: botocore retries/adaptive.py, ClientRateLimiter. Times are seconds since the client was made.</remarks>
sealed class RateLimiter
{
    const double MostGrowth = 2;

    readonly Lock _lock = new();
    readonly TimeProvider _clock;
    readonly DateTimeOffset _start;
    readonly TokenBucket _bucket = new(maxRate: 1);
    readonly CubicRate _rate = new(startingMaxRate: 0);
    readonly RateMeter _meter;
    bool _isOn;

    public RateLimiter(TimeProvider clock)
    {
        (_clock, _start) = (clock, clock.GetUtcNow());
        _meter = new RateMeter(_start.ToUnixTimeMilliseconds() / 1000.0);
    }

    /// <summary>Requests a second that may go out now. Before the first throttled request nothing is limited.</summary>
    public double Rate { get { lock (_lock) return _bucket.Rate; } }

    /// <summary>Before a request: waits until it may go out.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (TakeOrWait() is { } wait) await Task.Delay(wait, _clock, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>After a request.</summary>
    public void Record(bool isThrottled)
    {
        lock (_lock)
        {
            var now = SecondsLocked();
            var measured = _meter.Record(now + (_start.ToUnixTimeMilliseconds() / 1000.0));
            var rate = isThrottled ? SlowDownLocked(measured, now) : _rate.AfterSuccess(now);
            _bucket.SetRate(Math.Min(rate, MostGrowth * measured), now);
        }
    }

    double SlowDownLocked(double measured, double now)
    {
        var rate = _rate.AfterThrottling(_isOn ? Math.Min(measured, _bucket.Rate) : measured, now);
        _isOn = true;
        return rate;
    }

    // Null: taken.
    TimeSpan? TakeOrWait()
    {
        lock (_lock)
        {
            // A whole millisecond at least: a timer may fire a little early, and half a request is never free.
            return !_isOn || _bucket.TryTake(SecondsLocked(), out var seconds) ? null : TimeSpan.FromMilliseconds(Math.Ceiling(seconds * 1000));
        }
    }

    double SecondsLocked() => (_clock.GetUtcNow() - _start).TotalSeconds;
}

namespace Awl.Retry;

/// <summary>Lets requests through at a rate. Not thread-safe; times are seconds since any fixed point.</summary>
/// <remarks>Source: botocore retries/bucket.py.</remarks>
sealed class TokenBucket(double maxRate)
{
    const double LeastRate = 0.5;

    double _capacity = Math.Max(1, maxRate);
    double _available;
    double _filledAt;

    /// <summary>Requests a second.</summary>
    public double Rate { get; private set; } = Math.Max(maxRate, LeastRate);

    public double Available => _available;

    public void SetRate(double rate, double now)
    {
        Fill(now);   // What has gathered until now has done so at the old rate.
        Rate = Math.Max(rate, LeastRate);
        _capacity = Math.Max(1, rate);
        _available = Math.Min(_available, _capacity);
    }

    /// <summary>Takes one request, or says how many seconds it takes until there is one.</summary>
    public bool TryTake(double now, out double waitSeconds)
    {
        Fill(now);
        waitSeconds = Math.Max(0, (1 - _available) / Rate);
        if (_available < 1) return false;

        _available -= 1;
        return true;
    }

    void Fill(double now)
    {
        _available = Math.Min(_capacity, _available + (Math.Max(0, now - _filledAt) * Rate));
        _filledAt = now;
    }
}

namespace Awl.Retry;

/// <summary>Measures how many requests a second a client makes, in steps of half a second, smoothed. Not thread-safe.</summary>
/// <remarks>Source: botocore retries/adaptive.py, RateClocker. Times are seconds since 1970: the steps are those of the clock.</remarks>
sealed class RateMeter(double start)
{
    const double Smoothing = 0.8;
    const double StepsPerSecond = 2;

    double _lastStep = Math.Floor(start);
    int _count;
    double _rate;

    /// <summary>Counts a request and returns the rate.</summary>
    public double Record(double now)
    {
        _count++;
        var step = Math.Floor(now * StepsPerSecond) / StepsPerSecond;
        if (step <= _lastStep) return _rate;

        _rate = (_count / (step - _lastStep) * Smoothing) + (_rate * (1 - Smoothing));
        (_count, _lastStep) = (0, step);
        return _rate;
    }
}

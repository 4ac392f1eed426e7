namespace Awl.Retry;

/// <summary>The rate to send at, after TCP's CUBIC: falls at once when throttled, then climbs back, slowly near the old rate and fast beyond.</summary>
/// <remarks>Source: botocore retries/throttling.py; RFC 8312.</remarks>
sealed class CubicRate(double startingMaxRate)
{
    const double Scale = 0.4;
    const double Beta = 0.7;

    double _maxRate = startingMaxRate;
    double _zeroPoint = ZeroPoint(startingMaxRate);
    double _throttledAt;

    public double AfterSuccess(double now) => (Scale * Math.Pow(now - _throttledAt - _zeroPoint, 3)) + _maxRate;

    public double AfterThrottling(double rate, double now)
    {
        (_maxRate, _zeroPoint, _throttledAt) = (rate, ZeroPoint(rate), now);
        return rate * Beta;
    }

    // Seconds after which the curve is back at the old rate.
    static double ZeroPoint(double maxRate) => Math.Cbrt(maxRate * (1 - Beta) / Scale);
}

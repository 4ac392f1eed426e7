using Awl.Config;
using Awl.Http;

namespace Awl.Retry;

/// <summary>How a client repeats its calls: modes <c>standard</c> and <c>adaptive</c>. One for each client, as its calls share a quota.</summary>
/// <remarks>
/// Source: botocore retries/standard.py and adaptive.py. With AWS_NEW_RETRIES_2026=true the delays start at 50 ms (25 ms for DynamoDB, 1 s
/// when throttled), a retry costs 14 of the quota (5 when throttled), and DynamoDB gets four attempts.
/// Deviations: AWS CLI heeds x-amz-retry-after with AWS_NEW_RETRIES_2026 only, and Retry-After never; we always heed both.
/// </remarks>
sealed class RetryPolicy
{
    const double MostDelaySeconds = 20;
    const double MostExtraSeconds = 5;

    readonly Machine _machine;
    readonly string _serviceId;
    readonly bool _isNew;

    /// <param name="mode">The mode.</param>
    /// <param name="maxAttempts">How often a call is tried in all, or null for the service's default.</param>
    /// <param name="serviceId">The service's <c>serviceId</c> in its model.</param>
    /// <param name="machine">For clock, random numbers and AWS_NEW_RETRIES_2026.</param>
    public RetryPolicy(RetryMode mode, int? maxAttempts, string serviceId, Machine machine)
    {
        (_serviceId, _machine) = (serviceId, machine);
        _isNew = "true".Equals(machine.Variable("AWS_NEW_RETRIES_2026"), StringComparison.OrdinalIgnoreCase);
        MaxAttempts = maxAttempts ?? (_isNew && IsDynamoDb ? 4 : 3);
        Limiter = mode == RetryMode.Adaptive ? new RateLimiter(machine.Clock) : null;
    }

    public int MaxAttempts { get; }

    public RetryQuota Quota { get; } = new();

    /// <summary>In mode <c>adaptive</c>, what slows requests down after the service has throttled one.</summary>
    public RateLimiter? Limiter { get; }

    bool IsDynamoDb => _serviceId is "DynamoDB" or "DynamoDB Streams";

    /// <summary>Starts the retries of one call.</summary>
    /// <param name="operationName">The operation in the model's spelling.</param>
    public CallRetries Begin(string operationName) => new(this, operationName);

    public ErrorClass Classify(AwlException error) => RetryErrors.Classify(error, _serviceId);

    /// <summary>What a retry after such an error costs of the quota.</summary>
    public int CostOf(ErrorClass error)
    {
        if (_isNew) return error == ErrorClass.Throttling ? 5 : 14;
        return error == ErrorClass.Timeout ? 10 : 5;
    }

    /// <summary>How long to wait after an attempt (the first is 1): random, up to a bound that doubles, and as long as the service asks for.</summary>
    public TimeSpan DelayAfter(int attempt, ErrorClass error, HeaderList? headers)
    {
        var bound = Math.Min(BaseSeconds(error) * Math.Pow(2, attempt - 1), MostDelaySeconds);
        var delay = NextRandom() * bound;
        return TimeSpan.FromSeconds(RetryAfterSeconds(headers) is { } asked ? Math.Max(delay, Math.Min(asked, delay + MostExtraSeconds)) : delay);
    }

    /// <summary>Whether the operation waits for work: then giving up at once would make its caller's loop spin.</summary>
    /// <remarks>Source: botocore retries/standard.py, RetryHandler._LONG_POLLING_OPERATIONS.</remarks>
    public bool IsLongPolling(string operationName) => _isNew && (_serviceId, operationName) is
        ("SQS", "ReceiveMessage") or ("SFN", "GetActivityTask") or ("SWF", "PollForActivityTask" or "PollForDecisionTask");

    double BaseSeconds(ErrorClass error) => !_isNew || error == ErrorClass.Throttling ? 1 : IsDynamoDb ? 0.025 : 0.05;

    static double? RetryAfterSeconds(HeaderList? headers)
    {
        if (int.TryParse(headers?["x-amz-retry-after"], out var milliseconds) && milliseconds >= 0) return milliseconds / 1000.0;
        return int.TryParse(headers?["Retry-After"], out var seconds) && seconds >= 0 ? seconds : null;
    }

    // In [0, 1), with the 53 bits that a double holds.
    double NextRandom()
    {
        Span<byte> bytes = stackalloc byte[8];
        _machine.FillRandom(bytes);
        return (BitConverter.ToUInt64(bytes) >> 11) * (1.0 / (1UL << 53));
    }
}

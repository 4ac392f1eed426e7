using Awl.Http;

namespace Awl.Retry;

/// <summary>The attempts of one call. Order: <see cref="WaitForTurnAsync"/>, the attempt, then <see cref="Succeeded"/> or <see cref="DelayAfter(AwlException, HeaderList?)"/>.</summary>
sealed class CallRetries(RetryPolicy policy, string operationName)
{
    const int ReturnOfFirstSuccess = 1;

    int _cost;

    /// <summary>Which attempt it is, from 1; <see cref="DelayAfter(AwlException, HeaderList?)"/> counts on when it allows another.</summary>
    public int Attempt { get; set; } = 1;

    /// <summary>Whether no attempt is left: AWS CLI then adds "(reached max retries: N)" to the service's error, whatever it is.</summary>
    public bool IsLastAttempt => Attempt >= policy.MaxAttempts;

    public int MaxAttempts => policy.MaxAttempts;

    /// <summary>Before each attempt: waits while the rate limiter of mode <c>adaptive</c> says so.</summary>
    public ValueTask WaitForTurnAsync(CancellationToken cancellationToken)
        => policy.Limiter is { } limiter ? limiter.WaitAsync(cancellationToken) : default;

    /// <summary>After an attempt that succeeded.</summary>
    public void Succeeded()
    {
        policy.Limiter?.Record(isThrottled: false);
        policy.Quota.Give(_cost > 0 ? _cost : ReturnOfFirstSuccess);
    }

    /// <summary>After an attempt that failed: how long to wait before the next, or null to give up.</summary>
    /// <param name="error">Why it failed.</param>
    /// <param name="headers">The headers of the reply, if there was one.</param>
    public TimeSpan? DelayAfter(AwlException error, HeaderList? headers) => DelayAfter(policy.Classify(error), headers);

    /// <summary>As the other, for a failure that the caller has classified, such as a corrupt body (<see cref="RetryErrors.IsCorrupt"/>).</summary>
    public TimeSpan? DelayAfter(ErrorClass error, HeaderList? headers)
    {
        policy.Limiter?.Record(error == ErrorClass.Throttling);
        if (IsLastAttempt || error == ErrorClass.Final) return null;
        if (!policy.Quota.TryTake(policy.CostOf(error)))
        {
            if (policy.IsLongPolling(operationName)) DelayBeforeGivingUp = policy.DelayAfter(Attempt, error, headers);
            return null;
        }
        _cost = policy.CostOf(error);
        return policy.DelayAfter(Attempt++, error, headers);
    }

    /// <summary>After a null delay: how long to wait before the caller hears of the failure; mostly zero.</summary>
    public TimeSpan DelayBeforeGivingUp { get; set; }
}

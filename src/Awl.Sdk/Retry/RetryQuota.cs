namespace Awl.Retry;

/// <summary>What all calls of a client together may spend on retries, so that a service that is down is not hammered.</summary>
/// <remarks>Source: botocore retries/quota.py.</remarks>
sealed class RetryQuota
{
    const int Capacity = 500;

    int _available = Capacity;

    public int Available => Volatile.Read(ref _available);

    /// <summary>Takes the cost of a retry, or false where not enough is left.</summary>
    public bool TryTake(int cost)
    {
        while (true)
        {
            var available = Available;
            if (cost > available) return false;
            if (Interlocked.CompareExchange(ref _available, available - cost, available) == available) return true;
        }
    }

    /// <summary>Gives back what a call that succeeded in the end has taken, or a little for one that needed no retry.</summary>
    public void Give(int amount)
    {
        while (true)
        {
            var available = Available;
            if (available == Capacity || Interlocked.CompareExchange(ref _available, Math.Min(Capacity, available + amount), available) == available) return;
        }
    }
}

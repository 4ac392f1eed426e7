namespace Awl.Http;

/// <summary>Cancels an exchange when no byte has moved for the read time-out, or when the caller cancels it.</summary>
sealed class IdleTimer(TimeSpan limit, CancellationToken caller) : IDisposable
{
    readonly CancellationTokenSource _source = CancellationTokenSource.CreateLinkedTokenSource(caller);
    bool _isCancelled;

    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time is up, as opposed to a caller who cancelled.</summary>
    public bool HasExpired => _source.IsCancellationRequested && !caller.IsCancellationRequested && !_isCancelled;

    /// <summary>Counts from now: the wait begins, or a byte has moved.</summary>
    public void Restart()
    {
        if (limit > TimeSpan.Zero) Set(limit);
    }

    /// <summary>Stops counting: it is not the server's turn.</summary>
    public void Stop()
    {
        if (limit > TimeSpan.Zero) Set(Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancels the exchange when the token of a single read is cancelled. Dispose what it returns after the read.</summary>
    public CancellationTokenRegistration CancelWith(CancellationToken cancellationToken)
        => cancellationToken == caller ? default : cancellationToken.UnsafeRegister(static timer => ((IdleTimer)timer!).Cancel(), this);

    public void Dispose() => _source.Dispose();

    void Cancel()
    {
        _isCancelled = true;
        _source.Cancel();
    }

    void Set(TimeSpan time)
    {
        try
        {
            _source.CancelAfter(time);
        }
        catch (ObjectDisposedException)
        {
            // The reply is already closed while its request body, or a connection that it did not need, is still under way.
        }
    }
}

namespace Awl.Signing;

/// <summary>The sessions of S3 Express: short-lived keys, one set for each bucket, made when a request first needs them.</summary>
/// <remarks>
/// A session lasts five minutes. It is renewed 45 seconds before its end; when that fails, the old one still serves until 10 seconds
/// before. Requests that need the same session wait for one creation. Source: botocore utils.py, S3ExpressIdentityCache.
/// </remarks>
/// <param name="create">Calls CreateSession for a bucket.</param>
/// <param name="clock">The clock that tells when a session ends.</param>
sealed class S3ExpressSessions(Func<string, CancellationToken, Task<AwsCredentials>> create, TimeProvider clock)
{
    /// <summary>How many buckets are remembered at most; beyond that, the one that ends first is forgotten.</summary>
    const int Capacity = 100;

    static readonly TimeSpan RenewBefore = TimeSpan.FromSeconds(45);
    static readonly TimeSpan UnusableBefore = TimeSpan.FromSeconds(10);

    readonly Lock _lock = new();
    readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The keys to sign a request to the bucket with.</summary>
    /// <exception cref="AwlException">The session cannot be made, as the call that makes it reports.</exception>
    public async ValueTask<AwsCredentials> GetAsync(string bucket, CancellationToken cancellationToken)
    {
        var entry = EntryOf(bucket);
        if (IsGood(entry.Session, RenewBefore)) return entry.Session!;

        await entry.Creating.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!IsGood(entry.Session, RenewBefore)) await RenewAsync(bucket, entry, cancellationToken).ConfigureAwait(false);
            return entry.Session!;
        }
        finally
        {
            entry.Creating.Release();
        }
    }

    async Task RenewAsync(string bucket, Entry entry, CancellationToken cancellationToken)
    {
        try
        {
            entry.Session = await create(bucket, cancellationToken).ConfigureAwait(false);
        }
        catch (AwlException) when (IsGood(entry.Session, UnusableBefore))
        {
            // The next request tries again; meanwhile this session still works.
        }
    }

    bool IsGood(AwsCredentials? session, TimeSpan margin)
        => session is not null && (session.Expiration is not { } end || clock.GetUtcNow() < end - margin);

    Entry EntryOf(string bucket)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(bucket, out var entry)) return entry;
            if (_entries.Count >= Capacity) ForgetOneLocked();
            return _entries[bucket] = new();
        }
    }

    void ForgetOneLocked() => _entries.Remove(_entries.MinBy(e => e.Value.Session?.Expiration ?? DateTimeOffset.MaxValue).Key);

    sealed class Entry
    {
        public SemaphoreSlim Creating { get; } = new(1);
        public volatile AwsCredentials? Session;
    }
}

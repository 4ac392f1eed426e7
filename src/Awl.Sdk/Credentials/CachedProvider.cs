using Awl.Signing;

namespace Awl.Credentials;

/// <summary>Keeps the credentials of a source and renews them before they end.</summary>
/// <remarks>
/// With 15 minutes left one caller renews them while the others go on with the old ones, and a failure is only logged. With 10 minutes left
/// all wait, and a failure is theirs. Source: botocore credentials.py, RefreshableCredentials.
/// </remarks>
sealed class CachedProvider(CredentialsChain source, CredentialsContext context) : ICredentialsProvider
{
    readonly SemaphoreSlim _refreshing = new(1, 1);
    volatile AwsCredentials? _current;

    public static TimeSpan AdvisoryWindow => TimeSpan.FromMinutes(15);
    public static TimeSpan MandatoryWindow => TimeSpan.FromMinutes(10);

    public string Name => source.Name;

    public ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken)
        => _current is { } current && HasLeft(current, AdvisoryWindow) ? new(current) : WaitAndFindAsync(cancellationToken);

    async ValueTask<AwsCredentials?> WaitAndFindAsync(CancellationToken cancellationToken)
    {
        var patience = _current is { } usable && HasLeft(usable, MandatoryWindow) ? TimeSpan.Zero : Timeout.InfiniteTimeSpan;
        if (!await _refreshing.WaitAsync(patience, cancellationToken).ConfigureAwait(false)) return _current;
        try
        {
            return await FindLockedAsync(cancellationToken).ConfigureAwait(false);
        }
        finally { _refreshing.Release(); }
    }

    async ValueTask<AwsCredentials?> FindLockedAsync(CancellationToken cancellationToken)
    {
        if (_current is null)
        {
            _current = await source.FindAsync(cancellationToken).ConfigureAwait(false);
            if (_current is null) return null;
            if (source.Winner is not IEagerProvider) return Unexpired(_current);
        }
        return HasLeft(_current, AdvisoryWindow) ? _current : await RefreshLockedAsync(_current, cancellationToken).ConfigureAwait(false);
    }

    async ValueTask<AwsCredentials> RefreshLockedAsync(AwsCredentials old, CancellationToken cancellationToken)
    {
        try
        {
            _current = await source.FindAsync(cancellationToken).ConfigureAwait(false) ?? old;
            return Unexpired(_current);
        }
        catch (AwlException e) when (HasLeft(old, MandatoryWindow))
        {
            if (context.Log.IsOn) context.Log.Write("credentials", $"Refreshing from {source.Name} failed; the old ones still serve: {e.Message}");
            return old;
        }
        catch (CredentialsException e)
        {
            e.WhileRefreshing = true;
            throw;
        }
    }

    AwsCredentials Unexpired(AwsCredentials credentials)
        => HasLeft(credentials, TimeSpan.Zero) ? credentials : throw new CredentialsException(CredentialsFault.ExpiredAfterRefresh,
            $"Credentials were refreshed, but the refreshed credentials are still expired. (source: {source.Name})")
        { WhileRefreshing = true };

    bool HasLeft(AwsCredentials credentials, TimeSpan time) => credentials.Expiration is not { } end || end - context.Now > time;
}

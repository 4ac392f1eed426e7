using Awl.Signing;

namespace Awl.Local.Roles;

/// <summary>The credentials that the servers hand out: kept until a quarter of an hour before their end, then fetched anew, by one request at a time.</summary>
/// <remarks>
/// Clients of AWS ask again when a quarter of an hour is left, so they then get new ones. A failure is logged; while the old ones are good they
/// serve on. After a failure nobody tries for some seconds: a crowd of clients must not become a crowd of logins.
/// </remarks>
/// <param name="fetch">Gets new credentials. Never asks a person.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">Takes lines for the program's log, without secrets.</param>
sealed class ServedCredentials(Func<CancellationToken, Task<AwsCredentials>> fetch, TimeProvider clock, Action<string> log) : IDisposable
{
    /// <summary>How the log's line about good news begins.</summary>
    public const string NewCredentials = "new credentials";

    readonly SemaphoreSlim _refreshing = new(1, 1);
    volatile Kept? _kept;
    volatile Failure? _failure;

    static TimeSpan RefreshWindow => TimeSpan.FromMinutes(15);

    /// <summary>How long after an attempt, good or bad, none follows.</summary>
    static TimeSpan Pause => TimeSpan.FromSeconds(5);

    /// <summary>How long credentials serve whose source does not say when they end.</summary>
    static TimeSpan UnknownLife => TimeSpan.FromHours(1);

    public async ValueTask<RoleCredentials> GetAsync(CancellationToken cancellationToken)
    {
        if (IsFresh(_kept)) return new(_kept!.Credentials, _kept.Since, null);

        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            if (!IsFresh(_kept)) await RefreshLockedAsync(cancellationToken);
        }
        finally { _refreshing.Release(); }

        if (_kept is { } kept && kept.Credentials.Expiration > Now) return new(kept.Credentials, kept.Since, null);
        return new(null, Now, _failure?.Message ?? "The source gives credentials that have ended already.");
    }

    public void Dispose() => _refreshing.Dispose();

    DateTimeOffset Now => clock.GetUtcNow();

    bool IsFresh(Kept? kept) => kept is not null && (kept.Credentials.Expiration - Now > RefreshWindow || (Now - kept.Since < Pause && kept.Credentials.Expiration > Now));

    async Task RefreshLockedAsync(CancellationToken cancellationToken)
    {
        if (_failure is { } last && Now - last.At < Pause) return;
        try
        {
            var credentials = await fetch(cancellationToken);
            _kept = new(credentials with { Expiration = credentials.Expiration ?? Now + UnknownLife }, Now);
            _failure = null;
            log($"{NewCredentials} …{credentials.AccessKeyId[^Math.Min(4, credentials.AccessKeyId.Length)..]}, good until {_kept.Credentials.Expiration:u}");
        }
        catch (AwlException e)
        {
            _failure = new(e.Message, Now);
            log($"no credentials: {e.Message}");
        }
    }

    sealed record Kept(AwsCredentials Credentials, DateTimeOffset Since);

    sealed record Failure(string Message, DateTimeOffset At);
}

/// <summary>Credentials for a client, or why there are none.</summary>
/// <param name="Credentials">The credentials; null when there are none.</param>
/// <param name="Since">Since when they are these.</param>
/// <param name="Problem">Why there are none.</param>
readonly record struct RoleCredentials(AwsCredentials? Credentials, DateTimeOffset Since, string? Problem);

using System.Runtime.ExceptionServices;
using Awl.Client;

namespace Awl.Cli.SideBySide;

/// <summary>Pages on their way from one target to the output: a few, so that memory does not grow where the output is not there yet.</summary>
sealed class PageQueue
{
    const int MostWaiting = 4;

    readonly Queue<Reply> _pages = [];
    readonly SemaphoreSlim _room = new(MostWaiting);
    readonly SemaphoreSlim _news = new(0);
    Exception? _error;

    /// <summary>Adds a page, once there is room.</summary>
    public async Task AddAsync(Reply page, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        lock (_pages) _pages.Enqueue(page);
        _news.Release();
    }

    /// <summary>There are no more pages, for the reason given or because that was all.</summary>
    public void End(Exception? error)
    {
        _error = error;
        _news.Release();
    }

    /// <summary>The next page; null after the last. What ended the pages early is thrown.</summary>
    public async Task<Reply?> TakeAsync(CancellationToken cancellationToken)
    {
        await _news.WaitAsync(cancellationToken);
        if (TryTake() is { } page)
        {
            _room.Release();
            return page;
        }
        if (_error is not null) ExceptionDispatchInfo.Throw(_error);
        return null;
    }

    Reply? TryTake()
    {
        lock (_pages) return _pages.TryDequeue(out var page) ? page : null;
    }
}

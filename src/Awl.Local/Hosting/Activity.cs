namespace Awl.Local.Hosting;

/// <summary>Knows since when nobody has asked anything, for all servers of the program together.</summary>
sealed class Activity(TimeProvider clock)
{
    long _last = clock.GetTimestamp();
    int _underWay;

    /// <summary>How long nothing has been asked; zero while a request is being answered.</summary>
    public TimeSpan IdleFor => Volatile.Read(ref _underWay) > 0 ? TimeSpan.Zero : clock.GetElapsedTime(Volatile.Read(ref _last));

    /// <summary>A request begins; it ends when the result is disposed.</summary>
    public Request Begin()
    {
        Interlocked.Increment(ref _underWay);
        return new(this);
    }

    void End()
    {
        Volatile.Write(ref _last, clock.GetTimestamp());
        Interlocked.Decrement(ref _underWay);
    }

    public readonly struct Request(Activity activity) : IDisposable
    {
        public void Dispose() => activity.End();
    }
}

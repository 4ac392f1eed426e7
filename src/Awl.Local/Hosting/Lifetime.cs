using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Awl.Local.Hosting;

/// <summary>Why a server ends: a signal, the control's word, its parent's end, or that nobody has asked for long.</summary>
sealed class Lifetime : IDisposable
{
    readonly CancellationTokenSource _stopping = new();
    readonly List<PosixSignalRegistration> _signals = [];
    readonly TimeProvider _clock;

    public Lifetime(TimeProvider clock) => _clock = clock;

    /// <summary>Cancelled when the servers are to end.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Why, once it has ended.</summary>
    public string? Reason { get; private set; }

    public void Stop(string reason)
    {
        lock (_stopping)
        {
            if (Reason is not null) return;
            Reason = reason;
        }
        _stopping.Cancel();
    }

    /// <summary>Ends on Ctrl-C, SIGTERM and on the loss of the terminal.</summary>
    public void StopOnSignals()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            _signals.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                Stop($"it got {context.Signal}");
            }));
        }
    }

    /// <summary>Ends when nothing has been asked for so long.</summary>
    public async Task StopWhenIdleAsync(Activity activity, TimeSpan longest)
    {
        try
        {
            while (activity.IdleFor < longest) await Task.Delay(longest - activity.IdleFor, _clock, Stopping);
            Stop($"nobody has asked anything for {longest}");
        }
        catch (OperationCanceledException) { }
    }

    /// <summary>Ends with another process.</summary>
    /// <returns>A task that ends with either.</returns>
    /// <exception cref="UsageException">There is no such process.</exception>
    public Task StopWithProcessAsync(int processId)
        => StopWithProcessAsync(FindProcess(processId) ?? throw new UsageException($"There is no process {processId} to end with."));

    /// <summary>Returns when it is to end.</summary>
    public async Task WaitAsync()
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var _ = Stopping.Register(stopped.SetResult);
        await stopped.Task;
    }

    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
        _stopping.Dispose();
    }

    async Task StopWithProcessAsync(Process process)
    {
        using var _ = process;
        try
        {
            await process.WaitForExitAsync(Stopping);
            Stop($"process {process.Id} has ended");
        }
        catch (OperationCanceledException) { }
    }

    static Process? FindProcess(int id)
    {
        try { return Process.GetProcessById(id); }
        catch (ArgumentException) { return null; }
    }
}

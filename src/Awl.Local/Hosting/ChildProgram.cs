using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Awl.Local.Hosting;

/// <summary>Runs the user's command for as long as the servers live: same terminal, its own environment, signals passed on, its exit code ours.</summary>
sealed partial class ChildProgram
{
    /// <summary>What a shell reports of a command that cannot be run, and of one that is not there.</summary>
    const int CannotRun = 126, NotFound = 127;

    readonly Lock _lock = new();
    readonly List<int> _early = [];
    Process? _process;

    ChildProgram() { }

    /// <param name="command">The program and its arguments.</param>
    /// <param name="variables">What its environment has more than ours; null takes a variable away.</param>
    /// <param name="log">Takes a line when it cannot be started.</param>
    /// <param name="stopping">Ends it too, by SIGTERM.</param>
    /// <returns>Its exit code; 128 and the signal's number when a signal ended it.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> command, IEnumerable<KeyValuePair<string, string?>> variables, Action<string> log, CancellationToken stopping)
    {
        var child = new ChildProgram();
        var signals = new List<PosixSignalRegistration>();
        try
        {
            foreach (var (signal, number) in ForwardedSignals()) signals.Add(child.Forward(signal, number));
            using var process = Start(command, variables);
            child.Started(process);
            using var _ = stopping.Register(() => child.Send(Terminate));
            await process.WaitForExitAsync(CancellationToken.None);
            return process.ExitCode;
        }
        catch (Win32Exception e)
        {
            log($"Cannot run '{command[0]}': {(e.NativeErrorCode == 2 ? "there is no such program." : e.Message)}");
            return e.NativeErrorCode == 2 ? NotFound : CannotRun;
        }
        finally
        {
            foreach (var signal in signals) signal.Dispose();
        }
    }

    const int Interrupt = 2, Quit = 3, BrokenPipe = 13, Terminate = 15;
    const nint Default = 0, Ignored = 1;

    static Process Start(IReadOnlyList<string> command, IEnumerable<KeyValuePair<string, string?>> variables)
    {
        var start = new ProcessStartInfo(command[0]) { UseShellExecute = false };
        for (var i = 1; i < command.Count; i++) start.ArgumentList.Add(command[i]);
        foreach (var (name, value) in variables)
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }
        if (OperatingSystem.IsWindows()) return Process.Start(start)!;

        // .NET ignores broken pipes, and what is ignored stays so in the command and in all that it starts: yes | head would complain.
        SetSignal(BrokenPipe, Default);
        try { return Process.Start(start)!; }
        finally { SetSignal(BrokenPipe, Ignored); }
    }

    /// <summary>The signals and their numbers. The last two have no name in .NET.</summary>
    static IEnumerable<(PosixSignal Signal, int Number)> ForwardedSignals()
    {
        yield return (PosixSignal.SIGINT, Interrupt);
        yield return (PosixSignal.SIGQUIT, Quit);
        yield return (PosixSignal.SIGTERM, Terminate);
        yield return (PosixSignal.SIGHUP, 1);
        if (OperatingSystem.IsWindows()) yield break;

        var (user1, user2) = OperatingSystem.IsLinux() ? (10, 12) : (30, 31);
        yield return ((PosixSignal)user1, user1);
        yield return ((PosixSignal)user2, user2);
    }

    PosixSignalRegistration Forward(PosixSignal signal, int number) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;   // the command decides what it does; we end when it does
        if (!CameFromKeyboard(number)) Send(number);
    });

    /// <summary>Passes on what came while it was being started.</summary>
    void Started(Process process)
    {
        lock (_lock) _process = process;
        foreach (var number in _early) Send(number);
    }

    /// <summary>Whether the terminal sent it to the whole group, and so to the command already.</summary>
    static bool CameFromKeyboard(int number)
        => OperatingSystem.IsWindows() || (number is Interrupt or Quit && ForegroundGroup(0) is > 0 and var group && group == OwnGroup());

    void Send(int number)
    {
        lock (_lock)
        {
            if (_process is null) _early.Add(number);
            else SendTo(_process, number);
        }
    }

    static void SendTo(Process process, int number)
    {
        try
        {
            if (process.HasExited) return;
            if (OperatingSystem.IsWindows()) process.Kill(entireProcessTree: true);
            else _ = Kill(process.Id, number);
        }
        catch (InvalidOperationException) { }   // it ended meanwhile
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint SetSignal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "tcgetpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int ForegroundGroup(int descriptor);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int OwnGroup();
}

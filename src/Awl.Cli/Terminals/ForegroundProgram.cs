using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Awl.Cli.Terminals;

/// <summary>Another program in this one's place, with its terminal, its environment and its process id: signals and exit code need no forwarding.</summary>
static partial class ForegroundProgram
{
    const int BrokenPipe = 13, NoSuchFile = 2;

    /// <returns>Its exit code, on systems where it cannot take the place of a process.</returns>
    /// <exception cref="LocalFileException">It cannot be started.</exception>
    public static int Run(string path, IReadOnlyList<string> args) => OperatingSystem.IsWindows() ? RunBelow(path, args) : Replace(path, args);

    static int Replace(string path, IReadOnlyList<string> args)
    {
        // .NET ignores this signal, and what is ignored stays so in the new program and in all that it starts: yes | head would complain.
        SetSignal(BrokenPipe, 0);
        _ = Execute(path, [path, .. args, null]);
        var error = Marshal.GetLastPInvokeError();
        throw new LocalFileException(error == NoSuchFile
            ? $"The program {path} is not there: it belongs beside awl." : $"Cannot run {path}: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    static int RunBelow(string path, IReadOnlyList<string> args)
    {
        var start = new ProcessStartInfo(path) { UseShellExecute = false };
        foreach (var arg in args) start.ArgumentList.Add(arg);
        try
        {
            using var process = Process.Start(start)!;
            process.WaitForExit();   // Ctrl-C reaches it by the console
            return process.ExitCode;
        }
        catch (Win32Exception e) { throw new LocalFileException($"Cannot run {path}: {e.Message}", e); }
    }

    [LibraryImport("libc", EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Execute(string path, string?[] args);

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint SetSignal(int signal, nint handler);
}

using System.Runtime.InteropServices;
using System.Text;

namespace Awl.Cli.Terminals;

/// <summary>Asks on the terminal that the process belongs to, and reads the answer without showing it, whatever standard input and output are.</summary>
/// <remarks>Source: Python's getpass, which AWS CLI asks with.</remarks>
sealed partial class HiddenInput : IDisposable
{
    const int ReadAndWrite = 2;                                                  // O_RDWR
    static int NoControl => OperatingSystem.IsMacOS() ? 0x20000 : 0x100;         // O_NOCTTY
    const int AfterFlush = 2;                                                    // TCSAFLUSH
    const byte Echo = 8;                                                         // ECHO, in the lowest byte of c_lflag

    /// <summary>Where c_lflag stands in struct termios: behind three numbers of 4 bytes, on macOS of 8.</summary>
    static int LocalFlags => OperatingSystem.IsMacOS() ? 24 : 12;

    readonly int _descriptor;
    int _isClosed;
    readonly byte[] _settings = new byte[256];   // larger than any system's struct termios

    HiddenInput(int descriptor) => _descriptor = descriptor;

    /// <summary>Opens the terminal with its echo off, or returns null where the process has none.</summary>
    public static HiddenInput? Find()
    {
        if (OperatingSystem.IsWindows() || Open("/dev/tty", ReadAndWrite | NoControl) is not (>= 0 and var descriptor)) return null;

        var input = new HiddenInput(descriptor);
        if (input.TryHide()) return input;
        _ = Close(descriptor);
        return null;
    }

    public string Ask(string question)
    {
        using var stream = new DescriptorStream(_descriptor);
        stream.Write(Encoding.UTF8.GetBytes(question));
        try { return Terminal.ReadLine(stream); }
        finally { stream.Write("\n"u8); }   // the one typed was not shown
    }

    /// <summary>Shows again what is typed.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0) return;
        _ = SetSettings(_descriptor, AfterFlush, _settings);
        _ = Close(_descriptor);
    }

    bool TryHide()
    {
        if (GetSettings(_descriptor, _settings) != 0) return false;

        var hidden = _settings.AsSpan().ToArray();
        hidden[LocalFlags] &= unchecked((byte)~Echo);
        return SetSettings(_descriptor, AfterFlush, hidden) == 0;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int GetSettings(int descriptor, Span<byte> settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int SetSettings(int descriptor, int when, ReadOnlySpan<byte> settings);
}

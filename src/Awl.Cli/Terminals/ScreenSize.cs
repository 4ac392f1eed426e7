using System.Runtime.InteropServices;

namespace Awl.Cli.Terminals;

/// <summary>The size of the screen, asked of the operating system.</summary>
/// <remarks><see cref="Console.WindowWidth"/> asks too, but first switches the terminal's keypad over, which is left to whoever comes next.</remarks>
static partial class ScreenSize
{
    const int StandardOutput = 1;
    const nuint AskLinux = 0x5413;   // TIOCGWINSZ

    /// <summary>Its columns and rows, or null where there is none or it does not tell.</summary>
    public static (int Columns, int Rows)? Find() => OperatingSystem.IsLinux() ? Ask() : AskConsole();

    static (int Columns, int Rows)? Ask() => Ioctl(StandardOutput, AskLinux, out var size) == 0 && size is { Columns: > 0, Rows: > 0 } ? (size.Columns, size.Rows) : null;

    static (int Columns, int Rows)? AskConsole()
    {
        if (Console.IsOutputRedirected) return null;
        try { return Console.WindowWidth > 0 ? (Console.WindowWidth, Console.WindowHeight) : null; }
        catch (IOException) { return null; }   // a terminal that does not tell its size
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Ioctl(int descriptor, nuint request, out Size size);

    /// <summary>The kernel's <c>struct winsize</c>.</summary>
    struct Size
    {
        public ushort Rows;
        public ushort Columns;
        ushort _width, _height;
    }
}

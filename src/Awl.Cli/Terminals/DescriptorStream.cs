using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Awl.Cli.Terminals;

/// <summary>Writes to a file descriptor of the process, or reads from it, on Unix.</summary>
/// <remarks>
/// <see cref="Console.OpenStandardOutput()"/> hides that the reader is gone, and a <see cref="FileStream"/> writes at offsets of its own, which
/// two programs that share one output file overwrite. <see cref="Console.OpenStandardInput()"/> takes the keyboard into a mode of its own.
/// </remarks>
sealed partial class DescriptorStream(int descriptor) : Stream
{
    const int Interrupted = 4;       // EINTR
    const int BrokenPipe = 32;       // EPIPE
    static int WouldBlock => OperatingSystem.IsMacOS() ? 35 : 11;   // EAGAIN

    public override bool CanRead => descriptor is not (1 or 2);
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var written = (int)WriteBytes(descriptor, bytes, bytes.Length);
            if (written >= 0) bytes = bytes[written..];
            else Recover(Marshal.GetLastPInvokeError(), "write to");
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            if ((int)ReadBytes(descriptor, buffer, buffer.Length) is >= 0 and var count) return count;
            Recover(Marshal.GetLastPInvokeError(), "read from");
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Returns when it is worth another try.</summary>
    void Recover(int error, string verb)
    {
        if (error == Interrupted) return;
        if (error == WouldBlock) { Thread.Sleep(1); return; }   // somebody made the terminal non-blocking

        var cause = new Win32Exception(error);
        throw error == BrokenPipe ? new OutputClosedException(cause) : new LocalFileException($"Cannot {verb} {Name}: {cause.Message}.", cause);
    }

    string Name => descriptor switch { 0 => "standard input", 1 => "standard output", 2 => "standard error", _ => "the terminal" };

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint WriteBytes(int descriptor, ReadOnlySpan<byte> bytes, nint count);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint ReadBytes(int descriptor, Span<byte> buffer, nint count);
}

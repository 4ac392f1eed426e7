using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Awl.Cli.Terminals;

/// <summary>Writes to a file descriptor of the process, on Unix.</summary>
/// <remarks>
/// <see cref="Console.OpenStandardOutput()"/> hides that the reader is gone, and a <see cref="FileStream"/> writes at offsets of its own, which
/// two programs that share one output file overwrite.
/// </remarks>
sealed partial class DescriptorStream(int descriptor) : Stream
{
    const int Interrupted = 4;       // EINTR
    const int BrokenPipe = 32;       // EPIPE
    static int WouldBlock => OperatingSystem.IsMacOS() ? 35 : 11;   // EAGAIN

    public override bool CanRead => false;
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
            else Recover(Marshal.GetLastPInvokeError());
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Returns when the write is worth another try.</summary>
    void Recover(int error)
    {
        if (error == Interrupted) return;
        if (error == WouldBlock) { Thread.Sleep(1); return; }   // somebody made the terminal non-blocking; its buffer is full

        var cause = new Win32Exception(error);
        throw error == BrokenPipe ? new OutputClosedException(cause) : new LocalFileException($"Cannot write to standard {Name}: {cause.Message}.", cause);
    }

    string Name => descriptor == 1 ? "output" : "error";

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint WriteBytes(int descriptor, ReadOnlySpan<byte> bytes, nint count);
}

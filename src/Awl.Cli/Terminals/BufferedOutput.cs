namespace Awl.Cli.Terminals;

/// <summary>A buffer before a stream of output that <see cref="Flush"/> alone empties early.</summary>
/// <remarks>
/// <see cref="BufferedStream"/> would do but for one thing: it takes part in finalization and locks. The buffer is made at the first byte.
/// </remarks>
sealed class BufferedOutput(Stream inner) : WriteOnlyStream
{
    const int SizeBytes = 32 * 1024;

    byte[]? _buffer;
    int _used;

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > SizeBytes - _used) Flush();
        if (bytes.Length > SizeBytes)
        {
            inner.Write(bytes);
            return;
        }
        bytes.CopyTo((_buffer ??= new byte[SizeBytes]).AsSpan(_used));
        _used += bytes.Length;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
        if (_used == 0) return;
        var count = _used;
        _used = 0;   // first: what cannot be written is not tried again
        inner.Write(_buffer.AsSpan(0, count));
    }

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        Flush();
        return Task.CompletedTask;
    }
}

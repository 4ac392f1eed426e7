namespace Awl.Http;

/// <summary>The body of a reply. A server that says nothing for the read time-out, or ends too early, is a <see cref="TransportException"/>.</summary>
sealed class ReplyStream(Stream inner, Exchange exchange) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException("A reply has no length before its end.");
    public override long Position { get => throw new NotSupportedException("A reply cannot seek."); set => Seek(value, default); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = inner.ReadAsync(buffer, exchange.Timer.Token);
            return read.IsCompletedSuccessfully ? read.Result : await WaitAsync(read, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw TransportErrors.For(e, exchange);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Blocking here would have to block on a task: the time-out runs beside the read.
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A reply is read with ReadAsync.");
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A reply is read only.");
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A reply cannot seek.");
    public override void SetLength(long value) => throw new NotSupportedException("A reply is read only.");
    public override void Flush() { }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    async ValueTask<int> WaitAsync(ValueTask<int> read, CancellationToken cancellationToken)
    {
        using var registration = exchange.Timer.CancelWith(cancellationToken);
        exchange.Timer.Restart();
        var count = await read.ConfigureAwait(false);
        exchange.Timer.Stop();
        return count;
    }
}

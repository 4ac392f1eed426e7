namespace Awl.Http;

/// <summary>The body of a reply. A server that says nothing for the read time-out, or ends too early, is a <see cref="TransportException"/>.</summary>
sealed class ReplyStream(Stream inner, Exchange exchange) : ReadOnlyStream
{
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

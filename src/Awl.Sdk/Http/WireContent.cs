using System.Buffers;
using System.Net;

namespace Awl.Http;

/// <summary>A request body as SocketsHttpHandler takes it. Each piece that the server accepts restarts the read time-out.</summary>
sealed class WireContent(RequestBody body, IdleTimer timer) : HttpContent
{
    const int PieceSizeBytes = 128 * 1024;

    /// <summary>Why the source of the body failed, to tell it from a connection that failed.</summary>
    public Exception? ReadFailure { get; set; }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length ?? -1;
        return body.Length is not null;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        => body.InMemory ? WriteMemoryAsync(stream, cancellationToken) : CopyStreamAsync(stream, cancellationToken);

    async Task WriteMemoryAsync(Stream stream, CancellationToken cancellationToken)
    {
        for (var rest = body.Bytes; !rest.IsEmpty; rest = rest[Math.Min(rest.Length, PieceSizeBytes)..])
        {
            timer.Restart();
            await stream.WriteAsync(rest[..Math.Min(rest.Length, PieceSizeBytes)], cancellationToken).ConfigureAwait(false);
        }
        timer.Restart();
    }

    async Task CopyStreamAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PieceSizeBytes);
        try
        {
            var source = Open();
            await using (source.ConfigureAwait(false))
            {
                await CopyAsync(source, stream, buffer, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    async Task CopyAsync(Stream source, Stream stream, byte[] buffer, CancellationToken cancellationToken)
    {
        for (long sent = 0; ;)
        {
            timer.Stop();   // The source may take its time: an event stream waits for a microphone.
            var count = await ReadAsync(source, buffer, sent, cancellationToken).ConfigureAwait(false);
            timer.Restart();
            if (count == 0) return;

            sent += count;
            await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            // Without a known length the body is live: each piece goes out at once.
            if (body.Length is null) await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    Stream Open()
    {
        try
        {
            return body.Open();
        }
        catch (Exception e)
        {
            ReadFailure = e;
            throw;
        }
    }

    async ValueTask<int> ReadAsync(Stream source, byte[] buffer, long sent, CancellationToken cancellationToken)
    {
        try
        {
            var count = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (body.Length is { } length && (sent + count > length || (count == 0 && sent < length)))
            {
                throw new LocalFileException($"The body changed while it was sent: {sent + count} bytes instead of {length}.");
            }
            return count;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            ReadFailure = e;
            throw;
        }
    }
}

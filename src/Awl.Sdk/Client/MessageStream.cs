namespace Awl.Client;

/// <summary>Messages as a stream to read: a read waits for the next message and never goes beyond it.</summary>
sealed class MessageStream(IAsyncEnumerable<byte[]> messages) : Stream
{
    IAsyncEnumerator<byte[]>? _messages;
    ReadOnlyMemory<byte> _rest;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException("Messages have no length before their end.");
    public override long Position { get => throw new NotSupportedException("Messages cannot seek."); set => Seek(value, default); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // The first read's token is the enumerator's: the transport reads a body with one token from start to end.
        _messages ??= messages.GetAsyncEnumerator(cancellationToken);
        if (_rest.IsEmpty && await _messages.MoveNextAsync().ConfigureAwait(false)) _rest = _messages.Current;

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest.Span[..count].CopyTo(buffer.Span);
        _rest = _rest[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Messages are read with ReadAsync.");
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Messages are read only.");
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Messages cannot seek.");
    public override void SetLength(long value) => throw new NotSupportedException("Messages are read only.");
    public override void Flush() { }

    public override async ValueTask DisposeAsync()
    {
        if (_messages is not null) await _messages.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}

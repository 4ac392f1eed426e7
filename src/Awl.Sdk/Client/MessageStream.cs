using Awl.Http;

namespace Awl.Client;

/// <summary>Messages as a stream to read: a read waits for the next message and never goes beyond it.</summary>
sealed class MessageStream(IAsyncEnumerable<byte[]> messages) : ReadOnlyStream
{
    IAsyncEnumerator<byte[]>? _messages;
    ReadOnlyMemory<byte> _rest;

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

    public override async ValueTask DisposeAsync()
    {
        if (_messages is not null) await _messages.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}

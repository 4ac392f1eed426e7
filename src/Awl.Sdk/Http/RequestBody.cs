namespace Awl.Http;

/// <summary>The content of a request: bytes in memory, or a stream that can be opened again for a retry where its source allows.</summary>
sealed class RequestBody
{
    readonly Func<Stream>? _open;
    bool _isOpened;

    RequestBody(ReadOnlyMemory<byte> bytes, Func<Stream>? open, long? length, bool canRepeat)
        => (Bytes, _open, Length, CanRepeat) = (bytes, open, length, canRepeat);

    public static RequestBody Empty { get; } = new(default, null, 0, true);

    /// <summary>The bytes, when they are all in memory (<see cref="InMemory"/>).</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public bool InMemory => _open is null;

    /// <summary>Size in bytes, or null when it is known only at the end (chunked, event streams).</summary>
    public long? Length { get; }

    /// <summary>Whether <see cref="Open"/> may be called again, as a retry or a checksum before sending needs.</summary>
    public bool CanRepeat { get; }

    /// <summary>Whether it has been read and cannot be read again: then the request has had its only attempt.</summary>
    public bool IsSpent => !CanRepeat && _isOpened;

    public static RequestBody Of(ReadOnlyMemory<byte> bytes) => bytes.IsEmpty ? Empty : new(bytes, null, bytes.Length, true);

    /// <summary>A body whose stream each call of <paramref name="open"/> gives anew from its start.</summary>
    public static RequestBody Of(Func<Stream> open, long? length) => new(default, open, length, true);

    /// <summary>A body of the rest of a stream; repeated by seeking back where the stream can.</summary>
    public static RequestBody Of(Stream stream)
    {
        if (!stream.CanSeek) return new(default, () => stream, null, false);

        var start = stream.Position;
        return new(default, () => { stream.Position = start; return new UndisposedStream(stream); }, stream.Length - start, true);
    }

    /// <summary>This body as another stream reads it, such as an encoding of it. It can repeat if this one can.</summary>
    public RequestBody Through(Func<Stream, Stream> wrap, long? length) => new(default, () => wrap(Open()), length, CanRepeat);

    /// <summary>The content from its start. The caller disposes the stream.</summary>
    public Stream Open()
    {
        _isOpened = true;
        return _open is not null ? _open() : new MemoryStream(ToArraySegment(Bytes), writable: false);
    }

    static byte[] ToArraySegment(ReadOnlyMemory<byte> bytes)
        => System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Offset == 0
            && segment.Count == segment.Array!.Length ? segment.Array : bytes.ToArray();

    /// <summary>Keeps the caller's stream open when a transport disposes its view of it.</summary>
    sealed class UndisposedStream(Stream inner) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => inner.CanSeek;
        public override bool CanWrite => false;
        public override long Length => inner.Length;
        public override long Position { get => inner.Position; set => inner.Position = value; }
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);
        public override int Read(Span<byte> buffer) => inner.Read(buffer);
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => inner.ReadAsync(buffer, cancellationToken);
        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
            => inner.ReadAsync(buffer, offset, count, cancellationToken);
        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);
        public override void SetLength(long value) => throw new NotSupportedException("The stream is read only.");
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The stream is read only.");
    }
}

using System.Buffers;
using Awl.Http;
using Awl.Signing.Checksums;

namespace Awl.Signing;

/// <summary>A plain body as it is read in <c>aws-chunked</c>. Asynchronous only, as the transport reads.</summary>
/// <remarks>
/// Between pieces of the body stands a frame: the end of the chunk before, the head of the next or, at last, the trailer. A chunk whose
/// size must be known or that must be signed before its first byte goes out is held in memory; otherwise its bytes pass straight through.
/// </remarks>
sealed class AwsChunkedStream : ReadOnlyStream
{
    readonly Stream _plain;
    readonly ChecksumAlgorithm? _trailer;
    readonly IChecksum? _checksum;
    readonly ChunkSigner? _signer;
    readonly byte[]? _held;

    string _signature;
    long? _bodyLeft;
    int _chunkLeft;
    int _heldAt;
    ReadOnlyMemory<byte> _frame;
    bool _started;
    bool _finished;
    bool _disposed;

    /// <param name="plain">The body; disposed with this stream.</param>
    /// <param name="length">Its length, or null when it is not known.</param>
    /// <param name="trailer">The checksum after the last chunk, if any.</param>
    /// <param name="signer">What signs the chunks, or null.</param>
    public AwsChunkedStream(Stream plain, long? length, ChecksumAlgorithm? trailer, ChunkSigner? signer)
    {
        (_plain, _bodyLeft, _trailer, _signer, _signature) = (plain, length, trailer, signer, signer?.Seed ?? "");
        if (trailer is { } algorithm) _checksum = ChecksumAlgorithms.Create(algorithm);
        if (signer is not null || length is null) _held = ArrayPool<byte>.Shared.Rent(AwsChunkedEncoding.HeldChunkSize);
    }

    public static ReadOnlySpan<byte> ChunkSignature => ";chunk-signature="u8;
    public static ReadOnlySpan<byte> TrailerSignature => "x-amz-trailer-signature:"u8;

    /// <exception cref="LocalFileException">The body ended before its length.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        while (true)
        {
            if (!_frame.IsEmpty) return TakeFrame(buffer.Span);
            if (_chunkLeft > 0) return _held is null ? await PassAsync(buffer, cancellationToken).ConfigureAwait(false) : TakeHeld(buffer.Span);
            if (_finished) return 0;
            await StartChunkAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _plain.Dispose();
            _checksum?.Dispose();
            if (_held is not null) ArrayPool<byte>.Shared.Return(_held);
        }
        base.Dispose(disposing);
    }

    async ValueTask StartChunkAsync(CancellationToken cancellationToken)
    {
        _chunkLeft = _held is null
            ? (int)Math.Min(_bodyLeft!.Value, AwsChunkedEncoding.PassingChunkSize)
            : await HoldChunkAsync(cancellationToken).ConfigureAwait(false);
        _heldAt = 0;
        _finished = _chunkLeft == 0;
        _frame = NextFrame();
        _started = true;
    }

    /// <summary>Fills the chunk to its full size: a short one may only be the last.</summary>
    async ValueTask<int> HoldChunkAsync(CancellationToken cancellationToken)
    {
        var wanted = (int)Math.Min(_bodyLeft ?? long.MaxValue, AwsChunkedEncoding.HeldChunkSize);
        var chunk = _held.AsMemory(0, wanted);
        var size = await _plain.ReadAtLeastAsync(chunk, wanted, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (size < wanted && _bodyLeft is not null) throw TooShort(_bodyLeft.Value - size);
        _bodyLeft -= size;
        _checksum?.Append(_held.AsSpan(0, size));
        return size;
    }

    async ValueTask<int> PassAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (buffer.Length > _chunkLeft) buffer = buffer[.._chunkLeft];
        var read = await _plain.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (read == 0) throw TooShort(_bodyLeft!.Value);
        _checksum?.Append(buffer.Span[..read]);
        _chunkLeft -= read;
        _bodyLeft -= read;
        return read;
    }

    int TakeHeld(Span<byte> buffer)
    {
        var size = Math.Min(buffer.Length, _chunkLeft);
        _held.AsSpan(_heldAt, size).CopyTo(buffer);
        _heldAt += size;
        _chunkLeft -= size;
        return size;
    }

    int TakeFrame(Span<byte> buffer)
    {
        var size = Math.Min(buffer.Length, _frame.Length);
        _frame.Span[..size].CopyTo(buffer);
        _frame = _frame[size..];
        return size;
    }

    byte[] NextFrame()
    {
        var text = new Utf8Text(stackalloc byte[512]);
        if (_started) text.Append("\r\n"u8);
        AppendHead(ref text);
        if (_finished)
        {
            AppendTrailer(ref text);
            text.Append("\r\n"u8);
        }
        var frame = text.Written.ToArray();
        text.Dispose();
        return frame;
    }

    void AppendHead(ref Utf8Text text)
    {
        text.Append($"{_chunkLeft:x}");
        if (_signer is not null)
        {
            _signature = _signer.SignPart(_signature, default, _held.AsSpan(0, _chunkLeft));
            text.Append(ChunkSignature);
            text.Append(_signature);
        }
        text.Append("\r\n"u8);
    }

    void AppendTrailer(ref Utf8Text text)
    {
        if (_trailer is not { } algorithm) return;

        var line = $"{ChecksumAlgorithms.HeaderOf(algorithm)}:{Convert.ToBase64String(_checksum!.Finish())}";
        text.Append(line);
        text.Append("\r\n"u8);
        if (_signer is null) return;

        text.Append(TrailerSignature);
        text.Append(_signer.SignTrailer(_signature, System.Text.Encoding.UTF8.GetBytes(line + "\n")));
        text.Append("\r\n"u8);
    }

    static LocalFileException TooShort(long missing)
        => new($"The body ended {missing} bytes before its announced length: it changed while it was sent.");
}

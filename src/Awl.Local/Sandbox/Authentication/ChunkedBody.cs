using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Awl.Http;

namespace Awl.Local.Sandbox.Authentication;

/// <summary>A body in <c>aws-chunked</c>, read as what it carries; signatures of chunks and trailer are checked on the way.</summary>
/// <remarks>
/// A chunk is its size in hex, perhaps <c>;chunk-signature=…</c>, a line end, its bytes, a line end; the last is empty, and lines of headers may
/// follow. Bytes are handed out before their chunk's signature is known, so what is made of them must wait for the end of the stream.
/// Source: S3 API reference, "Signature calculations for the authorization header: transferring payload in multiple chunks".
/// </remarks>
/// <param name="body">The body as it was sent.</param>
/// <param name="signature">The signature of the request, or null when chunks are not signed.</param>
/// <param name="hasTrailer">Whether headers follow the last chunk.</param>
/// <param name="length">How many bytes it must carry.</param>
sealed class ChunkedBody(Stream body, Signature? signature, bool hasTrailer, long length) : ReadOnlyStream
{
    const int LongestLine = 4096;

    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly byte[] _buffer = new byte[64 * 1024];
    int _start;
    int _end;
    long _chunkLeft;
    long _total;
    string _previous = signature?.Value ?? "";
    string? _expected;
    bool _isOpen;
    bool _isDone;

    /// <summary>The headers after the last chunk, once all is read.</summary>
    public Dictionary<string, string> Trailer { get; } = new(StringComparer.OrdinalIgnoreCase);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isDone || buffer.IsEmpty) return 0;
        if (_chunkLeft == 0)
        {
            if (_isOpen) await EndChunkAsync(cancellationToken);
            await StartChunkAsync(cancellationToken);
            if (_chunkLeft == 0) return await FinishAsync(cancellationToken);
        }
        return await TakeAsync(buffer, cancellationToken);
    }

    async Task StartChunkAsync(CancellationToken cancellationToken)
    {
        var parts = (await ReadLineAsync(cancellationToken)).Split(';');
        if (!long.TryParse(parts[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _chunkLeft) || _chunkLeft < 0) throw Incomplete();
        _expected = parts.Length > 1 && parts[1].StartsWith("chunk-signature=", StringComparison.Ordinal) ? parts[1]["chunk-signature=".Length..] : null;
        _isOpen = true;
    }

    async Task EndChunkAsync(CancellationToken cancellationToken)
    {
        _isOpen = false;
        CheckChunk();
        if ((await ReadLineAsync(cancellationToken)).Length > 0) throw Incomplete();
    }

    void CheckChunk()
    {
        var hash = Convert.ToHexStringLower(_hash.GetHashAndReset());
        if (signature is null) return;
        _previous = signature.OfChunk(_previous, hash);
        if (_expected is null || !Signature.AreEqual(_previous, _expected)) throw Mismatch();
    }

    /// <summary>The empty chunk was read: what is left are headers, and the count.</summary>
    async Task<int> FinishAsync(CancellationToken cancellationToken)
    {
        _isDone = true;
        CheckChunk();
        if (hasTrailer) await ReadTrailerAsync(cancellationToken);
        if (_total != length) throw Incomplete();
        await body.CopyToAsync(Null, cancellationToken);
        return 0;
    }

    async Task ReadTrailerAsync(CancellationToken cancellationToken)
    {
        var signed = new StringBuilder();
        string? expected = null;
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0) throw new SandboxException("MalformedTrailerError", "The request contained trailing data that was not well-formed or did not conform to our published schema.");
            var (name, value) = (line[..colon].Trim().ToLowerInvariant(), line[(colon + 1)..].Trim());
            if (name == "x-amz-trailer-signature") { expected = value; continue; }
            Trailer[name] = value;
            signed.Append(name).Append(':').Append(value).Append('\n');
        }
        if (signature is null) return;
        var ours = signature.OfTrailer(_previous, Signature.HexOfHash(Encoding.UTF8.GetBytes(signed.ToString())));
        if (expected is null || !Signature.AreEqual(ours, expected)) throw Mismatch();
    }

    async ValueTask<int> TakeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_start == _end) await FillAsync(cancellationToken);
        var count = (int)Math.Min(Math.Min(buffer.Length, _end - _start), _chunkLeft);
        _buffer.AsMemory(_start, count).CopyTo(buffer);
        if (signature is not null) _hash.AppendData(_buffer, _start, count);
        (_start, _chunkLeft, _total) = (_start + count, _chunkLeft - count, _total + count);
        return count;
    }

    async Task FillAsync(CancellationToken cancellationToken)
    {
        (_start, _end) = (0, await body.ReadAsync(_buffer, cancellationToken));
        if (_end == 0) throw Incomplete();
    }

    /// <summary>A line without its end. The body may end without one after the last header.</summary>
    async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        while (true)
        {
            if (_start == _end)
            {
                if (_isDone && (_end = await body.ReadAsync(_buffer, cancellationToken)) == 0) break;
                if (_isDone) _start = 0;
                else await FillAsync(cancellationToken);
            }
            var b = _buffer[_start++];
            if (b == '\n') break;
            line.Add(b);
            if (line.Count > LongestLine) throw Incomplete();
        }
        if (line.Count > 0 && line[^1] == '\r') line.RemoveAt(line.Count - 1);
        return Encoding.UTF8.GetString([.. line]);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }

    static SandboxException Incomplete()
        => new("IncompleteBody", "The request body terminated unexpectedly");

    static SandboxException Mismatch()
        => new("SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided. Check your key and signing method.", 403);
}

using Awl.Http;

namespace Awl.Signing.Checksums;

/// <summary>The body of a reply that is checked while it is read: the read that finds its end throws when the checksum is another one.</summary>
/// <remarks>Bytes are handed out before the end is known. Who keeps them must not count them as good until a read returned 0.</remarks>
sealed class ChecksumStream(Stream inner, IChecksum checksum, string expected) : ReadOnlyStream
{
    bool _checked;

    /// <exception cref="MalformedResponseException">The body is not the one that the checksum was made of.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Pass(buffer[..read], atEnd: read == 0 && buffer.Length > 0);
        return read;
    }

    /// <exception cref="MalformedResponseException">The body is not the one that the checksum was made of.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Pass(buffer.Span[..read], atEnd: read == 0 && buffer.Length > 0);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            checksum.Dispose();
        }
        base.Dispose(disposing);
    }

    void Pass(ReadOnlySpan<byte> data, bool atEnd)
    {
        checksum.Append(data);
        if (!atEnd || _checked) return;

        _checked = true;
        var actual = Convert.ToBase64String(checksum.Finish());
        if (actual == expected) return;
        throw new MalformedResponseException($"Expected checksum {expected} did not match calculated checksum: {actual}");
    }
}

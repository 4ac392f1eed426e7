using System.Buffers;
using System.Security.Cryptography;
using Awl.Http;

namespace Awl.Signing;

/// <summary>What a signature says about the body: its hash, or a word that says why there is none.</summary>
static class PayloadHash
{
    /// <summary>The body is not covered; TLS protects it.</summary>
    public const string Unsigned = "UNSIGNED-PAYLOAD";

    /// <summary><c>aws-chunked</c> with a checksum at the end, not covered.</summary>
    public const string UnsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    /// <summary><c>aws-chunked</c>, each chunk signed.</summary>
    public const string SignedChunks = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

    /// <summary><c>aws-chunked</c>, each chunk and the checksum at the end signed.</summary>
    public const string SignedChunksTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";

    /// <summary>An event stream, each message signed.</summary>
    public const string SignedEvents = "STREAMING-AWS4-HMAC-SHA256-EVENTS";

    /// <summary>The hash of no bytes.</summary>
    public const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    const int BufferSize = 128 * 1024;

    /// <summary>Whether this is a hash in hex and not one of the words.</summary>
    public static bool IsHash(string payloadHash) => payloadHash.Length == 2 * Sha256.DigestSize;

    public static string Of(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty) return Empty;

        Span<byte> digest = stackalloc byte[Sha256.DigestSize];
        Sha256.Hash(body, digest);
        return Convert.ToHexStringLower(digest);
    }

    /// <summary>The hash of a body that may be a stream: reads it once, so it must be able to repeat.</summary>
    public static async Task<string> ComputeAsync(RequestBody body, CancellationToken cancellationToken)
    {
        if (body.InMemory) return Of(body.Bytes.Span);

        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var stream = body.Open();
        await using var _ = stream.ConfigureAwait(false);
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read and > 0) hash.AppendData(buffer, 0, read);
        ArrayPool<byte>.Shared.Return(buffer);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

using Awl.Http;
using Awl.Signing.Checksums;

namespace Awl.Signing;

/// <summary><c>aws-chunked</c>: a body in chunks, each signed or not, with a checksum after the last.</summary>
/// <remarks>
/// <code>
/// 6[;chunk-signature=…]\r\n  hello\n  \r\n
/// 0[;chunk-signature=…]\r\n
/// x-amz-checksum-crc32:…\r\n
/// [x-amz-trailer-signature:…\r\n]
/// \r\n
/// </code>
/// AWS CLI sends it within HTTP's own chunks. Where the length of the body is known, so is the length of its encoding, and we send
/// <c>Content-Length</c>. Source: S3 API reference, "sigv4-streaming" and "sigv4-streaming-trailers"; botocore httpchecksum.py.
/// </remarks>
static class AwsChunkedEncoding
{
    /// <summary>The chunks of a body of known length: they pass through without being held.</summary>
    public const int PassingChunkSize = 1024 * 1024;

    /// <summary>The chunks that must be held in memory: signed ones, or of a body of unknown length. S3 wants 8 KB at least.</summary>
    public const int HeldChunkSize = 128 * 1024;

    /// <summary>Says in the headers how the body will be encoded. Once, before signing; the body is still the plain one.</summary>
    public static void AddHeaders(HttpRequest request, ChecksumAlgorithm? trailer)
    {
        var headers = request.Headers;
        headers["Content-Encoding"] = headers["Content-Encoding"] is { Length: > 0 } other ? other + ",aws-chunked" : "aws-chunked";
        if (trailer is { } algorithm) headers["X-Amz-Trailer"] = ChecksumAlgorithms.HeaderOf(algorithm);
        if (request.Body.Length is { } length) headers["X-Amz-Decoded-Content-Length"] = length.ToString();
    }

    /// <summary>The encoded body. It can repeat if the plain one can.</summary>
    /// <param name="body">The plain body.</param>
    /// <param name="trailer">The checksum after the last chunk, if any.</param>
    /// <param name="signer">What signs the chunks, made of this attempt's signature; null leaves them unsigned.</param>
    public static RequestBody Encode(RequestBody body, ChecksumAlgorithm? trailer, ChunkSigner? signer = null)
        => body.Through(plain => new AwsChunkedStream(plain, body.Length, trailer, signer), EncodedLength(body.Length, trailer, signer is not null));

    /// <summary>The length of the encoding in bytes, or null when that of the body is not known.</summary>
    public static long? EncodedLength(long? bodyLength, ChecksumAlgorithm? trailer, bool signed)
    {
        if (bodyLength is not { } length) return null;

        var (full, rest) = Math.DivRem(length, signed ? HeldChunkSize : PassingChunkSize);
        var chunks = full * ChunkLength(signed ? HeldChunkSize : PassingChunkSize, signed) + (rest > 0 ? ChunkLength(rest, signed) : 0);
        return chunks + HeadLength(0, signed) + TrailerLength(trailer, signed) + 2;
    }

    static long ChunkLength(long size, bool signed) => HeadLength(size, signed) + size + 2;

    static int HeadLength(long size, bool signed)
    {
        var digits = 1;
        for (; size >= 16; size >>= 4) digits++;
        return digits + (signed ? AwsChunkedStream.ChunkSignature.Length + ChunkSigner.SignatureLength : 0) + 2;
    }

    static int TrailerLength(ChecksumAlgorithm? trailer, bool signed)
    {
        if (trailer is not { } algorithm) return 0;

        var base64Length = (ChecksumAlgorithms.SizeOf(algorithm) + 2) / 3 * 4;
        var line = ChecksumAlgorithms.HeaderOf(algorithm).Length + 1 + base64Length + 2;
        return line + (signed ? AwsChunkedStream.TrailerSignature.Length + ChunkSigner.SignatureLength + 2 : 0);
    }
}

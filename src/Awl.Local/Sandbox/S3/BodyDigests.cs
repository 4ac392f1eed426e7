using System.Security.Cryptography;
using Awl.Local.Sandbox.Wire;
using Awl.Signing.Checksums;

namespace Awl.Local.Sandbox.S3;

/// <summary>The digests that come with a body, <c>Content-MD5</c> and <c>x-amz-checksum-…</c>, against those of the bytes that came.</summary>
static class BodyDigests
{
    /// <summary>Checks a body that stands in memory.</summary>
    /// <exception cref="SandboxException">It is not what was announced.</exception>
    public static void Check(SandboxRequest request, ReadOnlySpan<byte> body)
    {
        if (request.Header("Content-MD5") is not null) CheckMd5(request, MD5.HashData(body));
        if (FindAnnounced(request) is not { } announced) return;
        using var checksum = ChecksumAlgorithms.Create(announced.Algorithm);
        checksum.Append(body);
        CheckChecksum(request, Convert.ToBase64String(checksum.Finish()));
    }

    public static void CheckMd5(SandboxRequest request, ReadOnlySpan<byte> md5)
    {
        if (request.Header("Content-MD5") is not { } given) return;
        var expected = new byte[16];
        if (!Convert.TryFromBase64String(given, expected, out var length) || length != 16) throw new SandboxException("InvalidDigest", "The Content-MD5 you specified was invalid.");
        if (!md5.SequenceEqual(expected))
            throw new SandboxException("BadDigest", "The Content-MD5 you specified did not match what we received.")
                .With("ExpectedDigest", given).With("CalculatedDigest", Convert.ToBase64String(md5));
    }

    /// <summary>Only now is a checksum in the trailer known.</summary>
    /// <param name="request">The request, whose body was read to the end.</param>
    /// <param name="actual">The checksum of the body by the announced algorithm, in base64.</param>
    public static void CheckChecksum(SandboxRequest request, string actual)
    {
        if (FindAnnounced(request) is not { } given) return;
        if (!IsWellFormed(given.Algorithm, given.Value)) throw new SandboxException("InvalidRequest", $"Value for {ChecksumAlgorithms.HeaderOf(given.Algorithm)} header is invalid.");
        if (given.Value is null) throw new SandboxException("MalformedTrailerError", "The request contained trailing data that was not well-formed or did not conform to our published schema.");
        if (given.Value != actual) throw new SandboxException("BadDigest", $"The {ChecksumAlgorithms.NameOf(given.Algorithm)} you specified did not match the calculated checksum.");
    }

    static bool IsWellFormed(ChecksumAlgorithm algorithm, string? value)
    {
        var bytes = new byte[64];
        return value is null || (Convert.TryFromBase64String(value, bytes, out var length) && length == ChecksumAlgorithms.SizeOf(algorithm));
    }

    /// <summary>Checks that an order which S3 takes only with a digest has one.</summary>
    /// <exception cref="SandboxException">It has none.</exception>
    public static void Require(SandboxRequest request)
    {
        if (request.Header("Content-MD5") is null && FindAnnounced(request) is null)
            throw new SandboxException("InvalidRequest", "Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
    }

    /// <summary>The checksum in a header or in the trailer; without a value while the trailer is still to come.</summary>
    /// <remarks>One in a link says nothing: JavaScript's SDK writes that of no bytes at all there. Source: aws/aws-sdk-go-v2 issue 2610.</remarks>
    public static (ChecksumAlgorithm Algorithm, string? Value)? FindAnnounced(SandboxRequest request)
    {
        foreach (var algorithm in ChecksumAlgorithms.ByPriority)
        {
            var header = ChecksumAlgorithms.HeaderOf(algorithm);
            if (request.Header(header) is { } value) return (algorithm, value);
            if (string.Equals(request.Header("x-amz-trailer"), header, StringComparison.OrdinalIgnoreCase)) return (algorithm, request.Trailer?.GetValueOrDefault(header));
        }
        return null;
    }
}

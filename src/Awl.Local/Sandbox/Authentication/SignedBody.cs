using System.Globalization;
using System.Security.Cryptography;
using Awl.Http;
using Awl.Local.Sandbox.Wire;

namespace Awl.Local.Sandbox.Authentication;

/// <summary>Puts in front of the body of a request of S3 what checks it while it is read.</summary>
static class SignedBody
{
    public const string Unsigned = "UNSIGNED-PAYLOAD";
    const string Streaming = "STREAMING-";

    /// <param name="request">The request; its body is replaced.</param>
    /// <param name="signature">Its signature, or null when it has none of version 4.</param>
    /// <param name="payloadHash">What it says of its body.</param>
    /// <exception cref="SandboxException">It says what nobody could check.</exception>
    public static void Unpack(SandboxRequest request, Signature? signature, string payloadHash)
    {
        if (payloadHash.StartsWith(Streaming, StringComparison.Ordinal)) UnpackChunks(request, signature, payloadHash);
        else if (payloadHash != Unsigned) request.Body = new HashedBody(request.Body, payloadHash);
    }

    static void UnpackChunks(SandboxRequest request, Signature? signature, string kind)
    {
        var isSigned = kind switch
        {
            "STREAMING-UNSIGNED-PAYLOAD-TRAILER" => false,
            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" or "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => true,
            _ => throw new SandboxException("InvalidArgument", "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, or a valid sha256 value.")
                .With("ArgumentName", "x-amz-content-sha256").With("ArgumentValue", kind),
        };
        if (isSigned && signature is null) throw new SandboxException("AccessDenied", "Access Denied", 403);
        if (!long.TryParse(request.Header("x-amz-decoded-content-length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            throw new SandboxException("MissingContentLength", "You must provide the Content-Length HTTP header.", 411);

        request.Body = new ChunkedBody(request.Body, isSigned ? signature : null, hasTrailer: kind.EndsWith("-TRAILER", StringComparison.Ordinal), length);
        request.BodyLength = length;
    }

    /// <summary>A body that was signed by its hash: the last read throws when the hash is another.</summary>
    sealed class HashedBody(Stream body, string expected) : ReadOnlyStream
    {
        readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        bool _isChecked;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await body.ReadAsync(buffer, cancellationToken);
            _hash.AppendData(buffer.Span[..count]);
            if (count == 0 && buffer.Length > 0 && !_isChecked) Check();
            return count;
        }

        void Check()
        {
            _isChecked = true;
            var actual = Convert.ToHexStringLower(_hash.GetHashAndReset());
            if (actual == expected) return;
            throw new SandboxException("XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.")
                .With("ClientComputedContentSHA256", expected).With("S3ComputedContentSHA256", actual);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) _hash.Dispose();
            base.Dispose(disposing);
        }
    }
}

using Awl.Http;

namespace Awl.Signing.Checksums;

/// <summary>The checksum that a request gets.</summary>
/// <param name="Algorithm">What it is.</param>
/// <param name="InTrailer">After the last chunk of an <c>aws-chunked</c> body, instead of in a header.</param>
/// <param name="AlgorithmHeader">The header that tells the server of the algorithm, where the caller did not choose it; or null.</param>
readonly record struct RequestChecksum(ChecksumAlgorithm Algorithm, bool InTrailer, string? AlgorithmHeader)
{
    const string Prefix = "x-amz-checksum-";

    /// <summary>The checksum that the request needs, or null.</summary>
    /// <remarks>
    /// A plain trailer is not signed, so it is for TLS. Without TLS a header is made by reading the body twice; one that can be read
    /// only once gets a trailer too, with signed chunks. MD5 is never used: every operation that once wanted <c>Content-MD5</c> takes the
    /// newer ones. Source: botocore httpchecksum.py, resolve_request_checksum_algorithm.
    /// </remarks>
    /// <exception cref="UsageException">The caller asked for an algorithm that nobody supports.</exception>
    public static RequestChecksum? Choose(HttpRequest request, RequestChecksumInput input)
    {
        if (CarriesChecksum(request)) return null;

        var inTrailer = input.HasStreamingInput && (request.Scheme == "https" || !request.Body.CanRepeat);
        if (input.RequestedAlgorithm is { } name)
        {
            var algorithm = ChecksumAlgorithms.Find(name) ?? throw new UsageException($"Unsupported checksum algorithm: {name.ToLowerInvariant()}");
            return new(algorithm, inTrailer, null);
        }
        var isWanted = input.IsRequired || (input.HasAlgorithmMember && input.WhenSupported);
        return isWanted && !input.IsPresigned ? new(ChecksumAlgorithms.Default, inTrailer, input.AlgorithmHeader) : null;
    }

    /// <summary>Adds the checksum: computes it now for a header, or wraps the body so that it follows it. Once for all attempts, before signing.</summary>
    /// <param name="request">The request, with its plain body.</param>
    /// <param name="signsChunks">
    /// Whether the chunks will be signed (<see cref="PayloadHash.SignedChunksTrailer"/>): then the body stays as it is, and is wrapped
    /// after each signing by <see cref="AwsChunkedEncoding.Encode"/>.
    /// </param>
    /// <param name="cancellationToken">Ends the reading of a long body.</param>
    public async ValueTask ApplyAsync(HttpRequest request, bool signsChunks, CancellationToken cancellationToken)
    {
        if (AlgorithmHeader is not null) request.Headers[AlgorithmHeader] = ChecksumAlgorithms.NameOf(Algorithm);
        if (InTrailer)
        {
            AwsChunkedEncoding.AddHeaders(request, Algorithm);
            if (!signsChunks) request.Body = AwsChunkedEncoding.Encode(request.Body, Algorithm);
            return;
        }
        var value = await ChecksumAlgorithms.ComputeAsync(Algorithm, request.Body, cancellationToken).ConfigureAwait(false);
        request.Headers[ChecksumAlgorithms.HeaderOf(Algorithm)] = value;
    }

    /// <summary>Whether the caller brought a checksum. Its type and mode headers count as well, as they do in AWS CLI.</summary>
    static bool CarriesChecksum(HttpRequest request)
    {
        foreach (var (name, _) in request.Headers)
        {
            if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) continue;
            if (!name.AsSpan(Prefix.Length).Contains('-')) return true;
        }
        return false;
    }
}

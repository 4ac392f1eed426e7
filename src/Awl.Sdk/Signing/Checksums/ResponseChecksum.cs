using Awl.Http;

namespace Awl.Signing.Checksums;

/// <summary>The checksum that a reply carries.</summary>
/// <param name="Algorithm">What it is.</param>
/// <param name="Expected">Its value in base64.</param>
readonly record struct ResponseChecksum(ChecksumAlgorithm Algorithm, string Expected)
{
    /// <summary>The best checksum in the headers that the model allows, or null when there is none that could be checked.</summary>
    /// <param name="headers">The headers of the reply.</param>
    /// <param name="modelAlgorithms">The names in the model's <c>responseAlgorithms</c>.</param>
    /// <remarks>
    /// A value with a dash is a checksum of the checksums of parts: it says nothing about these bytes. Source: botocore httpchecksum.py,
    /// handle_checksum_body.
    /// </remarks>
    public static ResponseChecksum? Find(HeaderList headers, IEnumerable<string> modelAlgorithms)
    {
        foreach (var algorithm in ChecksumAlgorithms.ByPriority)
        {
            if (headers[ChecksumAlgorithms.HeaderOf(algorithm)] is not { } value || value.Contains('-', StringComparison.Ordinal)) continue;
            if (modelAlgorithms.Contains(ChecksumAlgorithms.NameOf(algorithm), StringComparer.OrdinalIgnoreCase)) return new(algorithm, value);
        }
        return null;
    }

    /// <summary>The body, checked while it is read.</summary>
    public Stream Check(Stream body) => new ChecksumStream(body, ChecksumAlgorithms.Create(Algorithm), Expected);
}

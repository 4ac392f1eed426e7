namespace Awl.Signing.Checksums;

/// <summary>What decides over the checksum of a request: the model's <c>httpChecksum</c>, the caller's input and the settings.</summary>
sealed record RequestChecksumInput
{
    /// <summary>The value of the member that names the algorithm, or null when the caller gave none.</summary>
    public string? RequestedAlgorithm { get; init; }

    /// <summary>Whether the operation has such a member (<c>requestAlgorithmMember</c>).</summary>
    public bool HasAlgorithmMember { get; init; }

    /// <summary>The header that this member goes to, such as <c>x-amz-sdk-checksum-algorithm</c>; it tells the server of our own choice too.</summary>
    public string? AlgorithmHeader { get; init; }

    /// <summary><c>requestChecksumRequired</c>, or the older <c>httpChecksumRequired</c>.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The setting <c>request_checksum_calculation</c>: true for <c>when_supported</c>, false for <c>when_required</c>.</summary>
    public bool WhenSupported { get; init; } = true;

    /// <summary>Whether the model streams the body.</summary>
    public bool HasStreamingInput { get; init; }

    public bool IsPresigned { get; init; }
}

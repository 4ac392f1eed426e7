namespace Awl.Signing;

/// <summary>What decides whether a signature covers the body.</summary>
sealed record PayloadRuleInput
{
    public bool IsHttps { get; init; } = true;

    /// <summary>Whether a checksum follows the body (<c>aws-chunked</c>).</summary>
    public bool HasTrailer { get; init; }

    /// <summary>Whether the checksum that we add goes into a header, or else the caller gave <c>Content-MD5</c>.</summary>
    public bool HasChecksumHeader { get; init; }

    /// <summary>Whether the model streams the body.</summary>
    public bool HasStreamingInput { get; init; }

    /// <summary>The operation's <c>unsignedPayload</c>, or its <c>authtype</c> <c>v4-unsigned-body</c>.</summary>
    public bool IsUnsignedPayload { get; init; }

    /// <summary>The setting <c>s3.payload_signing_enabled</c>, or null when it is not set.</summary>
    public bool? S3PayloadSigning { get; init; }
}

/// <summary>Decides whether a signature covers the body.</summary>
/// <remarks>
/// S3 lets a body go unsigned: over TLS a streamed body with a checksum is safe without, and need not be read twice. Source: botocore
/// auth.py, SigV4Auth.payload and S3SigV4Auth._should_sha256_sign_payload.
/// </remarks>
static class PayloadRule
{
    /// <summary>The word for <see cref="SigningContext.PayloadHash"/>, or null when the body must be hashed.</summary>
    public static string? WordFor(SigningScheme scheme, PayloadRuleInput input)
    {
        if (input.HasTrailer) return input.IsHttps || !CanSignChunks(scheme) ? PayloadHash.UnsignedTrailer : PayloadHash.SignedChunksTrailer;
        if (input.IsUnsignedPayload) return PayloadHash.Unsigned;
        return scheme.IsS3 && IsUnsignedS3(input) ? PayloadHash.Unsigned : null;
    }

    static bool CanSignChunks(SigningScheme scheme) => scheme.Kind is SigningSchemeKind.SigV4 or SigningSchemeKind.S3Express;

    static bool IsUnsignedS3(PayloadRuleInput input)
    {
        if (input.S3PayloadSigning is { } isSigned) return !isSigned;
        return input.IsHttps && input.HasChecksumHeader && input.HasStreamingInput;
    }
}

namespace Awl.Signing;

/// <summary>How the string to sign becomes a signature.</summary>
enum SigningAlgorithm
{
    /// <summary>SigV4: a code with a key made of secret, day, region and service.</summary>
    HmacSha256,

    /// <summary>SigV4a: a signature on the curve P-256 that holds in a set of regions.</summary>
    EcdsaP256,
}

/// <summary>Where the session token of temporary keys goes.</summary>
enum SessionTokenPlace
{
    /// <summary><c>X-Amz-Security-Token</c>, part of what is signed: all services but a few.</summary>
    Signed,

    /// <summary><c>X-Amz-Security-Token</c>, added after signing, as old services want it.</summary>
    AfterSigning,

    /// <summary><c>x-amz-s3session-token</c>, signed, in place of the other name: S3 Express.</summary>
    S3Session,
}

/// <summary>What a signature needs beside the request and the keys.</summary>
sealed record SigningContext
{
    /// <summary>The service in the scope of the signature, such as <c>sts</c>.</summary>
    public required string SigningName { get; init; }

    /// <summary>The region in the scope; for SigV4a the set of regions, separated by commas, or <c>*</c>.</summary>
    public required string Region { get; init; }

    /// <summary>Now, on the server's clock: the caller adds the skew that it knows of.</summary>
    public required DateTimeOffset Time { get; init; }

    public SigningAlgorithm Algorithm { get; init; }

    /// <summary>Whether <c>.</c>, <c>..</c> and repeated slashes are taken out of the path that is signed. Not for S3: they are part of a key.</summary>
    public bool NormalizesPath { get; init; } = true;

    /// <summary>Whether the path, encoded on the wire already, is encoded once more to be signed. Not for S3.</summary>
    public bool EncodesPathTwice { get; init; } = true;

    /// <summary>Whether <c>X-Amz-Content-Sha256</c> is always sent, as S3 wants; other services get it only for a payload without a hash.</summary>
    public bool SendsPayloadHash { get; init; }

    /// <summary>
    /// The last line of the canonical request: a hash in hex or one of the words in <see cref="Signing.PayloadHash"/>. Null means the hash
    /// of the body, which must then be in memory.
    /// </summary>
    public string? PayloadHash { get; init; }

    /// <summary>For a presigned URL, how long it holds: the signature goes into the query. Null signs in the headers.</summary>
    public TimeSpan? Expires { get; init; }

    public SessionTokenPlace SessionToken { get; init; }
}

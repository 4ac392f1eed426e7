namespace Awl.Signing;

/// <summary>The ways to prove who asks.</summary>
enum SigningSchemeKind
{
    /// <summary>Not at all: public data, or an operation that itself brings a proof.</summary>
    None,

    /// <summary>A token in <c>Authorization: Bearer</c>.</summary>
    Bearer,

    /// <summary>The old signature over the form parameters: Amazon SimpleDB has no other.</summary>
    SigV2,

    SigV4,

    SigV4a,

    /// <summary>SigV4 with the keys of a session that S3 Express gives for one bucket.</summary>
    S3Express,
}

/// <summary>The scheme that a request is signed with, and what it needs to know.</summary>
sealed record SigningScheme(SigningSchemeKind Kind)
{
    public static SigningScheme None { get; } = new(SigningSchemeKind.None);

    public static SigningScheme Bearer { get; } = new(SigningSchemeKind.Bearer);

    /// <summary>The service in the scope of the signature.</summary>
    public string SigningName { get; init; } = "";

    /// <summary>The region in the scope; for SigV4a the set of regions.</summary>
    public string Region { get; init; } = "";

    /// <summary>Whether the path is encoded once more before it is signed; never for S3.</summary>
    public bool EncodesPathTwice { get; init; } = true;

    /// <summary>Whether S3's rules hold: the path signed as it is, the payload hash always sent.</summary>
    public bool IsS3 { get; init; }

    /// <summary>Whether AWS keys, rather than a token or nothing, are needed.</summary>
    public bool NeedsCredentials => Kind is not (SigningSchemeKind.None or SigningSchemeKind.Bearer);

    /// <summary>What a signature in this scheme needs beside the request and the keys.</summary>
    /// <param name="time">Now, on the server's clock.</param>
    /// <param name="payloadHash">As in <see cref="SigningContext.PayloadHash"/>.</param>
    /// <param name="expires">For a presigned URL, how long it holds.</param>
    public SigningContext Context(DateTimeOffset time, string? payloadHash = null, TimeSpan? expires = null) => new()
    {
        SigningName = SigningName,
        Region = Region,
        Time = time,
        Algorithm = Kind == SigningSchemeKind.SigV4a ? SigningAlgorithm.EcdsaP256 : SigningAlgorithm.HmacSha256,
        NormalizesPath = !IsS3,
        EncodesPathTwice = EncodesPathTwice && !IsS3,
        SendsPayloadHash = IsS3,
        PayloadHash = payloadHash,
        Expires = expires,
        SessionToken = Kind == SigningSchemeKind.S3Express ? SessionTokenPlace.S3Session : SessionTokenPlace.Signed,
    };
}

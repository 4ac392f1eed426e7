namespace Awl.Endpoints;

/// <summary>A way to sign that an endpoint asks for, as its <c>authSchemes</c> property lists them, the preferred one first.</summary>
/// <param name="Name"><c>sigv4</c>, <c>sigv4a</c>, <c>sigv4-s3express</c>, <c>bearer</c> …</param>
/// <remarks>What is null, the operation's own signing decides.</remarks>
sealed record AuthScheme(string Name)
{
    /// <summary>The service name to sign with.</summary>
    public string? SigningName { get; init; }

    /// <summary>The region to sign for.</summary>
    public string? SigningRegion { get; init; }

    /// <summary>The regions to sign for with SigV4a; <c>*</c> is every region.</summary>
    public IReadOnlyList<string>? SigningRegionSet { get; init; }

    /// <summary>Whether the path is signed as it goes on the wire, as S3 does, and not encoded once more.</summary>
    public bool? DisableDoubleEncoding { get; init; }
}

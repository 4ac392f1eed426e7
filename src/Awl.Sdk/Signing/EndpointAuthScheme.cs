namespace Awl.Signing;

/// <summary>One entry of an endpoint's <c>authSchemes</c> property.</summary>
/// <param name="Name">Such as <c>sigv4</c>, <c>sigv4a</c>, <c>sigv4-s3express</c>.</param>
/// <param name="SigningName">The service to sign for, where it is not the model's.</param>
/// <param name="SigningRegion">The region to sign for, where it is not the client's.</param>
/// <param name="SigningRegionSet">The same for SigV4a.</param>
/// <param name="DisableDoubleEncoding">Whether the path is signed as it is on the wire.</param>
sealed record EndpointAuthScheme(
    string Name, string? SigningName = null, string? SigningRegion = null, IReadOnlyList<string>? SigningRegionSet = null,
    bool DisableDoubleEncoding = false);

using Awl.Endpoints;

namespace Awl.Signing;

/// <summary>What decides over the scheme of a request.</summary>
sealed record AuthSchemeInput
{
    /// <summary>The model's <c>signingName</c>, or else its <c>endpointPrefix</c>.</summary>
    public required string SigningName { get; init; }

    /// <summary>The client's region, or null when none is set.</summary>
    public string? Region { get; init; }

    /// <summary>The service's <c>auth</c>: shape ids such as <c>aws.auth#sigv4</c>; empty for an older model.</summary>
    public IReadOnlyList<string> ServiceAuth { get; init; } = [];

    /// <summary>The service's <c>signatureVersion</c>: <c>v4</c>, <c>v2</c>, <c>s3</c>, <c>s3v4</c>, <c>bearer</c>.</summary>
    public string? SignatureVersion { get; init; }

    /// <summary>The operation's own <c>auth</c>, or empty.</summary>
    public IReadOnlyList<string> OperationAuth { get; init; } = [];

    /// <summary>The operation's <c>authtype</c>, the older form: <c>none</c>, <c>v4</c>, <c>v4-unsigned-body</c>.</summary>
    public string? OperationAuthType { get; init; }

    /// <summary>The endpoint's <c>authSchemes</c>, or empty.</summary>
    public IReadOnlyList<AuthScheme> EndpointSchemes { get; init; } = [];

    /// <summary>The setting <c>auth_scheme_preference</c>: <c>sigv4a, sigv4</c>; or null.</summary>
    public string? Preference { get; init; }

    /// <summary>The setting <c>sigv4a_signing_region_set</c>, or null.</summary>
    public string? RegionSet { get; init; }

    /// <summary>Whether a token for this very service is set (<c>AWS_BEARER_TOKEN_BEDROCK</c>): it wins over keys.</summary>
    public bool HasServiceToken { get; init; }

    /// <summary><c>--no-sign-request</c>.</summary>
    public bool Unsigned { get; init; }
}

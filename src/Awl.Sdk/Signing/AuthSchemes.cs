using Awl.Endpoints;

namespace Awl.Signing;

/// <summary>Chooses the scheme that a request is signed with.</summary>
/// <remarks>
/// Source: botocore regions.py auth_schemes_to_signing_ctx; auth.py resolve_auth_type and resolve_auth_scheme_preference; handlers.py
/// set_operation_specific_signer and _set_auth_scheme_preference_signer. A name that the preference has and nobody offers is passed over.
/// </remarks>
static class AuthSchemes
{
    /// <exception cref="ConfigurationException">None that is offered can be used, or there is no region to sign for.</exception>
    public static SigningScheme Choose(AuthSchemeInput input)
    {
        // An operation without authentication stays without, whatever its endpoint offers: it is how one comes by credentials.
        if (input.Unsigned || IsAnonymous(input)) return SigningScheme.None;

        if (input.EndpointSchemes.Count > 0) return OfEndpoint(input);
        if (input.OperationAuth.Count > 0) return Of(Pick(input.OperationAuth, input.Preference), input);
        if (input.OperationAuthType is { } type) return Of(KindOf(type) ?? throw Unsupported([type]), input);
        return Of(OfService(input), input);
    }

    static bool IsAnonymous(AuthSchemeInput input)
        => input.OperationAuthType == "none" || (input.OperationAuth.Count > 0 && KindOf(input.OperationAuth[0]) == SigningSchemeKind.None);

    static SigningScheme OfEndpoint(AuthSchemeInput input)
    {
        var names = new string[input.EndpointSchemes.Count];
        for (var i = 0; i < names.Length; i++) names[i] = input.EndpointSchemes[i].Name;
        var kind = Pick(names, input.Preference);
        foreach (var scheme in input.EndpointSchemes)
        {
            if (KindOf(scheme.Name) == kind) return Of(kind, input, scheme);
        }
        throw Unsupported(names);
    }

    static SigningSchemeKind OfService(AuthSchemeInput input)
    {
        if (input.HasServiceToken && input.ServiceAuth.Contains("smithy.api#httpBearerAuth")) return SigningSchemeKind.Bearer;
        if (input.ServiceAuth.Count > 0) return Pick(input.ServiceAuth, input.Preference);

        // A model without either is one of the user's own: they are signed as all others.
        var version = input.SignatureVersion ?? "v4";
        return KindOf(version) ?? throw Unsupported([version]);
    }

    /// <summary>The first of the user's preferred schemes that is offered, otherwise the first offered one that we can use.</summary>
    static SigningSchemeKind Pick(IReadOnlyList<string> offered, string? preference)
    {
        foreach (var range in preference.AsSpan().Split(','))
        {
            var wanted = preference.AsSpan(range).Trim();
            foreach (var name in offered)
            {
                if (ShortName(name).SequenceEqual(wanted) && KindOf(name) is { } preferred) return preferred;
            }
        }
        foreach (var name in offered)
        {
            if (KindOf(name) is { } kind) return kind;
        }
        throw Unsupported(offered);
    }

    static SigningScheme Of(SigningSchemeKind kind, AuthSchemeInput input, AuthScheme? endpoint = null)
    {
        if (kind == SigningSchemeKind.None) return SigningScheme.None;
        if (kind == SigningSchemeKind.Bearer) return SigningScheme.Bearer;

        var signingName = endpoint?.SigningName ?? input.SigningName;
        return new(kind)
        {
            SigningName = signingName,
            Region = kind == SigningSchemeKind.SigV4a ? RegionSetOf(input, endpoint) : endpoint?.SigningRegion ?? input.Region ?? throw NoRegion(),
            EncodesPathTwice = endpoint?.DisableDoubleEncoding != true,
            IsS3 = signingName is "s3" or "s3-outposts" or "s3-object-lambda" or "s3express",
        };
    }

    static string RegionSetOf(AuthSchemeInput input, AuthScheme? endpoint)
    {
        if (input.RegionSet is { Length: > 0 } setting) return setting;
        return endpoint?.SigningRegionSet is { Count: > 0 } set ? string.Join(',', set) : endpoint?.SigningRegion ?? "*";
    }

    /// <summary>The scheme of any of its names: shape id, rule set's, <c>authtype</c>, <c>signatureVersion</c>. Null for an unknown one.</summary>
    static SigningSchemeKind? KindOf(string name) => ShortName(name) switch
    {
        "sigv4" or "v4" or "v4-unsigned-body" or "s3" or "s3v4" => SigningSchemeKind.SigV4,
        "sigv4a" or "v4a" => SigningSchemeKind.SigV4a,
        "sigv4-s3express" => SigningSchemeKind.S3Express,
        "httpBearerAuth" or "bearer" => SigningSchemeKind.Bearer,
        "v2" => SigningSchemeKind.SigV2,
        "noAuth" or "none" => SigningSchemeKind.None,
        _ => null,
    };

    static ReadOnlySpan<char> ShortName(string name) => name.AsSpan(name.IndexOf('#') + 1);

    static ConfigurationException Unsupported(IEnumerable<string> offered)
        => new(ConfigurationFault.Invalid, $"None of the ways to sign this request is supported: {string.Join(", ", offered)}.");

    static ConfigurationException NoRegion()
        => new(ConfigurationFault.NoRegion, "You must specify a region. You can also configure your region by running \"aws configure\".");
}

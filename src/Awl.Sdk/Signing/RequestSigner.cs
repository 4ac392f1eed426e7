using Awl.Http;

namespace Awl.Signing;

/// <summary>Who asks: keys, a token, or neither.</summary>
/// <param name="Credentials">AWS keys; for S3 Express those of the bucket's session.</param>
/// <param name="Token">A bearer token.</param>
readonly record struct SigningIdentity(AwsCredentials? Credentials, string? Token = null)
{
    /// <summary>Nothing secret.</summary>
    public override string ToString() => Credentials?.ToString() ?? (Token is null ? "nobody" : "a token");
}

/// <summary>The one entry to signing: signs a request as its scheme says. Pure; called again for every attempt.</summary>
static class RequestSigner
{
    /// <summary>Signs and returns the signature, from which chunks and events are signed on; null where there is none.</summary>
    /// <param name="request">The request, complete but for its signature.</param>
    /// <param name="scheme">From <see cref="AuthSchemes.Choose"/>.</param>
    /// <param name="identity">What the scheme asks for.</param>
    /// <param name="context">From <see cref="SigningScheme.Context"/>.</param>
    /// <exception cref="CredentialsException">The scheme asks for keys or a token that are not there.</exception>
    public static string? Sign(HttpRequest request, SigningScheme scheme, SigningIdentity identity, SigningContext context)
    {
        switch (scheme.Kind)
        {
            case SigningSchemeKind.None:
                // S3 reads how the body is encoded from this header, signed or not. Source: botocore handlers.py.
                if (context.PayloadHash == PayloadHash.UnsignedTrailer) request.Headers["X-Amz-Content-Sha256"] = PayloadHash.UnsignedTrailer;
                return null;

            case SigningSchemeKind.Bearer:
                request.Headers["Authorization"] = "Bearer " + (identity.Token ?? throw NoToken());
                return null;

            case SigningSchemeKind.SigV2:
                return SigV2Signer.Sign(request, identity.Credentials ?? throw NoCredentials(), context.Time);

            default:
                return SigV4Signer.Sign(request, identity.Credentials ?? throw NoCredentials(), context);
        }
    }

    static CredentialsException NoCredentials() => new(
        CredentialsFault.NoneConfigured, "Unable to locate credentials. You can configure credentials by running \"aws login\".");

    // Not NoneConfigured: somebody configured that a token is used. AWS CLI ends with 255 here, with 253 above.
    static CredentialsException NoToken() => new(CredentialsFault.Broken, "Unable to locate authorization token");
}

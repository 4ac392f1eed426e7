using Awl.Endpoints;
using Awl.Http;
using Awl.Model;
using Awl.Signing;

namespace Awl.Client;

/// <summary>Proves who asks: chooses the scheme of a call, finds the keys or the token, signs each attempt.</summary>
sealed class RequestAuthorizer(Service service, ClientContext context, string? region, Func<string, CancellationToken, Task<AwsCredentials>> createExpressSession)
{
    S3ExpressSessions? _expressSessions;

    /// <summary>How far the server's clock is ahead of ours; learnt from an error.</summary>
    public TimeSpan ClockSkew { get; set; }

    /// <summary>The scheme of a call whose endpoint is known.</summary>
    /// <exception cref="ConfigurationException">None that is offered can be used, or there is no region to sign for.</exception>
    public async ValueTask<SigningScheme> ChooseAsync(Call call, ResolvedEndpoint endpoint, CancellationToken cancellationToken) => AuthSchemes.Choose(new()
    {
        SigningName = service.SigningName,
        Region = call.RedirectedTo ?? region,
        ServiceAuth = service.Traits.Values(Trait.Auth).ToTexts(),
        SignatureVersion = service.SignatureVersion,
        OperationAuth = call.Operation.Traits.Values(Trait.Auth).ToTexts(),
        OperationAuthType = call.Operation.Traits.Text(Trait.AuthType),
        EndpointSchemes = endpoint.AuthSchemes,
        Preference = context.Settings.AuthSchemePreference is { Count: > 0 } preference ? string.Join(',', preference) : null,
        RegionSet = context.Settings.Sigv4aSigningRegionSet,
        HasServiceToken = OffersBearer() && await context.FindToken(service.SigningName, cancellationToken).ConfigureAwait(false) is not null,
        Unsigned = !context.Settings.Options.SignRequests,
    });

    /// <summary>Signs one attempt, and encodes a body whose chunks or events are signed on from it.</summary>
    /// <returns>The body as it goes on the wire.</returns>
    /// <exception cref="CredentialsException">There are no keys or no token.</exception>
    public async ValueTask<RequestBody> SignAsync(Call call, CancellationToken cancellationToken)
    {
        var identity = await IdentityOf(call, cancellationToken).ConfigureAwait(false);
        var hash = call.PayloadWord ?? (call.Request.Body.InMemory || !call.Scheme.NeedsCredentials ? null : await HashOf(call.Request.Body, cancellationToken).ConfigureAwait(false));
        var signing = call.Scheme.Context(UtcNow(), hash);
        var signature = RequestSigner.Sign(call.Request, call.Scheme, identity, signing);

        if (call.Events is { } events) return events.ToBody(signature is null ? null : new EventSigner(identity.Credentials!, signing, signature), UtcNow);
        // A body with unsigned chunks has been encoded already.
        if (call.PayloadWord != PayloadHash.SignedChunksTrailer) return call.Request.Body;
        return AwsChunkedEncoding.Encode(call.Request.Body, call.Trailer, new ChunkSigner(identity.Credentials!, signing, signature!));
    }

    /// <summary>The URL of another request of the call, signed in its query for a region. It holds for an hour, whoever has it.</summary>
    /// <exception cref="CredentialsException">There are no keys.</exception>
    public async ValueTask<string> PresignAsync(Call call, HttpRequest request, string region, CancellationToken cancellationToken)
    {
        var identity = await IdentityOf(call, cancellationToken).ConfigureAwait(false);
        var scheme = call.Scheme with { Region = region };
        RequestSigner.Sign(request, scheme, identity, scheme.Context(UtcNow(), null, TimeSpan.FromHours(1)));
        return request.Url;
    }

    /// <summary>The account of the caller's keys, for endpoints that carry it; null where it is not known.</summary>
    public async ValueTask<string?> FindAccountIdAsync(CancellationToken cancellationToken)
        => context.Settings.Options.SignRequests ? (await context.Credentials.FindAsync(cancellationToken).ConfigureAwait(false))?.AccountId : null;

    /// <summary>Now, on the server's clock.</summary>
    DateTimeOffset UtcNow() => context.Machine.Clock.GetUtcNow() + ClockSkew;

    bool OffersBearer() => service.Traits.Values(Trait.Auth).ToTexts().Contains("smithy.api#httpBearerAuth");

    async ValueTask<SigningIdentity> IdentityOf(Call call, CancellationToken cancellationToken) => call.Scheme.Kind switch
    {
        SigningSchemeKind.None => default,
        SigningSchemeKind.Bearer => new(null, await context.FindToken(service.SigningName, cancellationToken).ConfigureAwait(false)),
        SigningSchemeKind.S3Express => new(await SessionOf(call, cancellationToken).ConfigureAwait(false)),
        _ => new(await context.Credentials.FindAsync(cancellationToken).ConfigureAwait(false)),
    };

    ValueTask<AwsCredentials> SessionOf(Call call, CancellationToken cancellationToken)
    {
        // A session is made with the caller's own keys: they must be there, and the error must be about them.
        _expressSessions ??= new(createExpressSession, context.Machine.Clock);
        return _expressSessions.GetAsync(call.Prepared.GetProperty("Bucket"u8).GetString()!, cancellationToken);
    }

    /// <summary>What the signature says about the body instead of its hash, or null when it must be hashed.</summary>
    public string? PayloadWordFor(Call call) => call.Events is not null ? PayloadHash.SignedEvents : PayloadRule.WordFor(call.Scheme, new()
    {
        IsHttps = call.Request.Scheme == "https",
        HasTrailer = call.Trailer is not null,
        HasChecksumHeader = call.HasChecksumHeader,
        HasStreamingInput = call.Operation.StreamingInput is not null,
        IsUnsignedPayload = call.Operation.IsPayloadUnsigned || call.Operation.Traits.Text(Trait.AuthType) == "v4-unsigned-body",
        S3PayloadSigning = call.Scheme.IsS3 ? context.Settings.S3PayloadSigningEnabled : null,
    });

    static Task<string> HashOf(RequestBody body, CancellationToken cancellationToken)
        => body.CanRepeat ? PayloadHash.ComputeAsync(body, cancellationToken)
            : throw new UsageException("This body can be read only once, and the service wants its hash beforehand. Send it from a file instead.");
}

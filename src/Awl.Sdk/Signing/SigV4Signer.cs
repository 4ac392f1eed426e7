using Awl.Http;

namespace Awl.Signing;

/// <summary>Signs a request with AWS Signature Version 4 or 4a, in its headers or in its query.</summary>
/// <remarks>
/// Pure: no clock, no I/O. Signing again replaces what the signing before wrote, so every attempt signs the same request object.
/// Source: IAM user guide, "AWS Signature Version 4 for API requests"; botocore auth.py, SigV4Auth and SigV4QueryAuth.
/// </remarks>
static class SigV4Signer
{
    const int StackSize = 1024;

    /// <summary>Adds date, token, payload hash and signature, and returns the signature in hex: chunks and events are signed on from it.</summary>
    /// <exception cref="InvalidOperationException">The body is a stream and the context has no payload hash: a bug of the caller.</exception>
    public static string Sign(HttpRequest request, AwsCredentials credentials, SigningContext context)
    {
        var scope = SigningScope.Of(context);
        var payloadHash = PayloadHashOf(request, context);
        if (context.Expires is { } expires) AddQuery(request, credentials, context, scope, expires);
        else AddHeaders(request, credentials, context, scope, payloadHash);

        var headers = SignedHeaders.Of(request);
        var text = new Utf8Text(stackalloc byte[StackSize]);
        CanonicalRequest.Write(ref text, request, headers, context, payloadHash);
        ReplaceWithStringToSign(ref text, scope);
        var signature = context.Algorithm == SigningAlgorithm.EcdsaP256
            ? SigV4aKey.Sign(credentials, text.Written)
            : SigningKey.Of(credentials, scope).Sign(text.Written);
        text.Dispose();

        Attach(request, credentials, context, scope, headers, signature);
        return signature;
    }

    /// <summary>The hash of the body that the signature will cover, or the word in its place.</summary>
    public static string PayloadHashOf(HttpRequest request, SigningContext context)
    {
        if (context.PayloadHash is { } given) return given;
        if (context.Expires is not null && context.SendsPayloadHash) return PayloadHash.Unsigned;
        if (!context.SendsPayloadHash && request.Headers["X-Amz-Content-Sha256"] is { } own) return own;
        if (!request.Body.InMemory) throw new InvalidOperationException("The hash of a body that is a stream must be made before signing.");

        // A presigned URL carries the parameters of a form in its query.
        return context.Expires is not null && FormBody.Find(request) is not null ? PayloadHash.Empty : PayloadHash.Of(request.Body.Bytes.Span);
    }

    /// <summary>Adds what the header form signs beside the request's own headers.</summary>
    public static void AddHeaders(
        HttpRequest request, AwsCredentials credentials, SigningContext context, SigningScope scope, string payloadHash)
    {
        var headers = request.Headers;
        headers["Authorization"] = null;
        headers["X-Amz-Date"] = scope.Stamp;
        if (context.Algorithm == SigningAlgorithm.EcdsaP256) headers["X-Amz-Region-Set"] = context.Region;
        if (context.SendsPayloadHash || !PayloadHash.IsHash(payloadHash)) headers["X-Amz-Content-Sha256"] = payloadHash;
        if (context.SessionToken == SessionTokenPlace.S3Session) headers["x-amz-s3session-token"] = credentials.SessionToken;
        else headers["X-Amz-Security-Token"] = context.SessionToken == SessionTokenPlace.Signed ? credentials.SessionToken : null;
    }

    /// <summary>Adds what the query form signs: after the operation's own parameters, never among them.</summary>
    public static void AddQuery(
        HttpRequest request, AwsCredentials credentials, SigningContext context, SigningScope scope, TimeSpan expires)
    {
        MoveFormToQuery(request);
        foreach (var name in AuthenticationParameters) request.Query.RemoveAll(parameter => parameter.Key == name);
        foreach (var name in AuthenticationHeaders) request.Headers[name] = null;

        Add("X-Amz-Algorithm", scope.Algorithm);
        Add("X-Amz-Credential", $"{credentials.AccessKeyId}/{scope.Scope}");
        Add("X-Amz-Date", scope.Stamp);
        Add("X-Amz-Expires", ((long)expires.TotalSeconds).ToString());
        Add("X-Amz-SignedHeaders", SignedHeaders.Of(request).Names);
        if (context.Algorithm == SigningAlgorithm.EcdsaP256) Add("X-Amz-Region-Set", context.Region);
        if (context.SessionToken != SessionTokenPlace.AfterSigning && credentials.SessionToken is { } token) Add(TokenParameter(context), token);

        void Add(string name, string value) => request.Query.Add(new(name, value));
    }

    /// <summary>Turns the canonical request in <paramref name="text"/> into the string that is signed: its hash, and what else counts.</summary>
    public static void ReplaceWithStringToSign(ref Utf8Text text, SigningScope scope)
    {
        Span<byte> hash = stackalloc byte[Sha256.DigestSize];
        Sha256.Hash(text.Written, hash);
        text.Clear();
        scope.WriteHead(ref text, scope.Algorithm);
        text.AppendHex(hash);
    }

    static void Attach(
        HttpRequest request, AwsCredentials credentials, SigningContext context, SigningScope scope, SignedHeaders headers, string signature)
    {
        var lateToken = context.SessionToken == SessionTokenPlace.AfterSigning ? credentials.SessionToken : null;
        if (context.Expires is not null)
        {
            request.Query.Add(new("X-Amz-Signature", signature));
            if (lateToken is not null) request.Query.Add(new("X-Amz-Security-Token", lateToken));
            return;
        }
        request.Headers["Authorization"] =
            $"{scope.Algorithm} Credential={credentials.AccessKeyId}/{scope.Scope}, SignedHeaders={headers.Names}, Signature={signature}";
        if (lateToken is not null) request.Headers["X-Amz-Security-Token"] = lateToken;
    }

    static void MoveFormToQuery(HttpRequest request)
    {
        if (FormBody.Find(request) is not { } parameters) return;

        request.Query.AddRange(parameters);
        request.Body = RequestBody.Empty;
        request.Headers["Content-Type"] = null;
    }

    static string TokenParameter(SigningContext context)
        => context.SessionToken == SessionTokenPlace.S3Session ? "X-Amz-S3session-Token" : "X-Amz-Security-Token";

    static string[] AuthenticationHeaders =>
        ["Authorization", "X-Amz-Date", "X-Amz-Content-Sha256", "X-Amz-Security-Token", "x-amz-s3session-token", "X-Amz-Region-Set"];

    static string[] AuthenticationParameters =>
    [
        "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Region-Set",
        "X-Amz-Security-Token", "X-Amz-S3session-Token", "X-Amz-Signature",
    ];
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Awl.Local.Sandbox.Wire;

namespace Awl.Local.Sandbox.Authentication;

/// <summary>Finds out who a request comes from: whose keys signed it, whether the signature holds, and for how long.</summary>
/// <remarks>Source: IAM user guide, "Troubleshoot Signature Version 4"; S3 API reference, "Error responses".</remarks>
sealed class Authenticator(IKeyDirectory keys)
{
    static readonly TimeSpan s_allowedSkew = TimeSpan.FromMinutes(15);

    /// <summary>Forms and JSON are small; a longer one is refused before it is read.</summary>
    const int LargestBody = 1024 * 1024;

    const string MismatchSentence = "The request signature we calculated does not match the signature you provided. Check your ";

    /// <summary>The caller. The body of the request is unpacked, and throws while it is read if it is not what was signed.</summary>
    /// <exception cref="SandboxException">The request is not to be trusted.</exception>
    public async Task<Caller> AuthenticateAsync(SandboxRequest request, SignatureClaim claim, CancellationToken cancellationToken)
    {
        var isS3 = claim.Service == "s3";
        CheckTime(request, claim, isS3);
        CheckHeaders(request, claim);
        var key = GetKey(claim.AccessKeyId, claim.SessionToken, request.Time, isS3);

        var payloadHash = isS3 ? GetPayloadHash(request, claim) : await HashBodyAsync(request, cancellationToken);
        var signature = Signature.Of(request, claim, key.Secret, payloadHash);
        if (!Signature.AreEqual(signature.Value, claim.Signature)) throw MismatchOf(claim, signature, isS3);

        if (isS3) SignedBody.Unpack(request, signature, payloadHash);
        return key.Owner with { AccessKeyId = claim.AccessKeyId };
    }

    /// <summary>The caller whose link is signed as of old.</summary>
    /// <exception cref="SandboxException">The link is not to be trusted, or its time is over.</exception>
    public Caller Authenticate(SandboxRequest request, OldSignature link)
    {
        if (link.Expiration < request.Time) throw new SandboxException("AccessDenied", "Request has expired", 403).With("Expires", Iso(link.Expiration)).With("ServerTime", Iso(request.Time));
        var key = GetKey(link.AccessKeyId, link.SessionToken, request.Time, isS3: true);
        var text = link.StringToSign(request);
        if (!Signature.AreEqual(OldSignature.Of(key.Secret, text), link.Value))
            throw Mismatch.With("AWSAccessKeyId", link.AccessKeyId).With("StringToSign", text).With("SignatureProvided", link.Value).With("StringToSignBytes", Bytes(text));
        return key.Owner with { AccessKeyId = link.AccessKeyId };
    }

    /// <summary>The keys of that id.</summary>
    /// <exception cref="SandboxException">There are none, or their session has ended.</exception>
    public AccessKey GetKey(string accessKeyId, string? sessionToken, DateTimeOffset now, bool isS3)
    {
        var key = keys.Find(accessKeyId, sessionToken) ?? throw NoSuchKey(accessKeyId, sessionToken, isS3);
        if (key.Expiration > now) return key;
        throw isS3 ? new("ExpiredToken", "The provided token has expired.") : new SandboxException("ExpiredToken", "The security token included in the request is expired", 403);
    }

    /// <summary>S3's answer to a signature that is not what it ought to be.</summary>
    public static SandboxException Mismatch
        => new("SignatureDoesNotMatch", MismatchSentence + "key and signing method.", 403);

    static void CheckTime(SandboxRequest request, SignatureClaim claim, bool isS3)
    {
        if (claim.Stamp[..8] != claim.Scope[0])
            throw new SandboxException("SignatureDoesNotMatch", $"Credential should be scoped to a valid date. Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{claim.Scope[0]}' != '{claim.Stamp[..8]}', from '{claim.Stamp}'.", 403);

        var age = request.Time - claim.Time;
        if (claim.ExpiresSeconds is { } seconds && isS3)
        {
            if (age.TotalSeconds > seconds) throw LinkExpired(request, claim, seconds);
            if (age < -s_allowedSkew) throw new SandboxException("AccessDenied", "Request is not yet valid", 403);
        }
        else if (age.Duration() > s_allowedSkew)
        {
            throw isS3 ? Skewed(request, claim) : Expired(request, claim, age);
        }
    }

    static SandboxException LinkExpired(SandboxRequest request, SignatureClaim claim, int seconds) => new SandboxException("AccessDenied", "Request has expired", 403)
        .With("X-Amz-Expires", seconds.ToString(CultureInfo.InvariantCulture)).With("Expires", Iso(claim.Time.AddSeconds(seconds))).With("ServerTime", Iso(request.Time));

    static SandboxException Skewed(SandboxRequest request, SignatureClaim claim)
        => new SandboxException("RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", 403)
            .With("RequestTime", claim.Stamp).With("ServerTime", Iso(request.Time)).With("MaxAllowedSkewMilliseconds", "900000");

    static SandboxException Expired(SandboxRequest request, SignatureClaim claim, TimeSpan age)
    {
        var now = Stamp(request.Time);
        return new("SignatureDoesNotMatch", age > TimeSpan.Zero
            ? $"Signature expired: {claim.Stamp} is now earlier than {Stamp(request.Time - s_allowedSkew)} ({now} - 15 min.)"
            : $"Signature not yet current: {claim.Stamp} is still later than {Stamp(request.Time + s_allowedSkew)} ({now} + 15 min.)", 403);
    }

    /// <summary>The host and all headers of AWS's own must be signed, or another could change them on the way.</summary>
    static void CheckHeaders(SandboxRequest request, SignatureClaim claim)
    {
        var signed = new HashSet<string>(claim.SignedHeaders, StringComparer.OrdinalIgnoreCase);
        var unsigned = request.Headers.Keys.Where(name => name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && !signed.Contains(name)
            && !(claim.IsInQuery && name.Equals("x-amz-content-sha256", StringComparison.OrdinalIgnoreCase))).ToList();
        if (!signed.Contains("host")) throw new SandboxException("SignatureDoesNotMatch", "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.", 403);
        if (unsigned.Count == 0) return;
        throw new SandboxException("AccessDenied", "There were headers present in the request which were not signed", 403)
            .With("HeadersNotSigned", string.Join(", ", unsigned).ToLowerInvariant());
    }

    static SandboxException NoSuchKey(string accessKeyId, string? sessionToken, bool isS3)
    {
        if (!isS3) return new("InvalidClientTokenId", "The security token included in the request is invalid.", 403);
        return sessionToken is null
            ? new SandboxException("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403).With("AWSAccessKeyId", accessKeyId)
            : new SandboxException("InvalidToken", "The provided token is malformed or otherwise invalid.");
    }

    static string GetPayloadHash(SandboxRequest request, SignatureClaim claim) => Signature.FindPayloadHash(request, claim)
        ?? throw new SandboxException("InvalidRequest", "Missing required header for this request: x-amz-content-sha256");

    /// <summary>Reads the body, which stands in memory from then on.</summary>
    static async Task<string> HashBodyAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (content.Length + count > LargestBody) throw new SandboxException("RequestEntityTooLarge", "The request is larger than the API allows.", 413);
            content.Write(buffer.AsSpan(0, count));
        }
        content.Position = 0;
        request.Body = content;
        return Convert.ToHexStringLower(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
    }

    static SandboxException MismatchOf(SignatureClaim claim, Signature ours, bool isS3)
    {
        if (!isS3) return new("SignatureDoesNotMatch", MismatchSentence + "AWS Secret Access Key and signing method. Consult the service documentation for details.", 403);
        return Mismatch
            .With("AWSAccessKeyId", claim.AccessKeyId).With("StringToSign", ours.StringToSign).With("SignatureProvided", claim.Signature)
            .With("StringToSignBytes", Bytes(ours.StringToSign)).With("CanonicalRequest", ours.CanonicalRequest).With("CanonicalRequestBytes", Bytes(ours.CanonicalRequest));
    }

    static string Bytes(string text) => string.Join(' ', Encoding.UTF8.GetBytes(text).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));

    static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}

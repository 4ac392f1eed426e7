using System.Security.Cryptography;
using System.Text;
using Awl.Http;
using Awl.Local.Sandbox.Wire;

namespace Awl.Local.Sandbox.Authentication;

/// <summary>Makes the signature that a request ought to have. Written from the document, not from our own signer, so that the one checks the other.</summary>
/// <remarks>Source: IAM user guide, "Create a signed AWS API request".</remarks>
sealed class Signature
{
    const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    readonly SignatureClaim _claim;
    readonly byte[] _key;

    Signature(SignatureClaim claim, string secret, string canonicalRequest)
    {
        _claim = claim;
        _key = KeyOf(secret, claim.Scope);
        CanonicalRequest = canonicalRequest;
        StringToSign = string.Join('\n', SignatureClaim.Algorithm, claim.Stamp, string.Join('/', claim.Scope), HexOfHash(Encoding.UTF8.GetBytes(canonicalRequest)));
        Value = Hex(StringToSign);
    }

    public string CanonicalRequest { get; }
    public string StringToSign { get; }

    /// <summary>The signature in hex.</summary>
    public string Value { get; }

    public static Signature Of(SandboxRequest request, SignatureClaim claim, string secret, string payloadHash)
        => new(claim, secret, string.Join('\n', request.Method, PathOf(request.RawPath, claim.Service), QueryOf(request), HeadersOf(request, claim), string.Join(';', claim.SignedHeaders), payloadHash));

    /// <summary>Compares without telling how far two signatures agree.</summary>
    public static bool AreEqual(string ours, string theirs)
        => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(ours), Encoding.ASCII.GetBytes(theirs));

    /// <summary>The signature of a chunk of the body, which continues that of the chunk before.</summary>
    public string OfChunk(string previous, string hash)
        => Hex(string.Join('\n', "AWS4-HMAC-SHA256-PAYLOAD", _claim.Stamp, string.Join('/', _claim.Scope), previous, HexOfHash([]), hash));

    /// <summary>The signature of the lines after the last chunk.</summary>
    public string OfTrailer(string previous, string hash)
        => Hex(string.Join('\n', "AWS4-HMAC-SHA256-TRAILER", _claim.Stamp, string.Join('/', _claim.Scope), previous, hash));

    /// <summary>The signature of a policy, as a form of a browser carries it.</summary>
    public static string OfPolicy(string secret, string[] scope, string policy) => Convert.ToHexStringLower(Mac(KeyOf(secret, scope), policy));

    /// <summary>The payload's hash as the request gives it: in the header, else for a signature in the query "unsigned".</summary>
    public static string? FindPayloadHash(SandboxRequest request, SignatureClaim claim)
        => request.Header("x-amz-content-sha256") ?? (claim.IsInQuery && claim.Service == "s3" ? request.QueryValue("X-Amz-Content-Sha256") ?? UnsignedPayload : null);

    public static string HexOfHash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    string Hex(string text) => Convert.ToHexStringLower(Mac(_key, text));

    static byte[] KeyOf(string secret, string[] scope)
        => scope.Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), Mac);

    static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    /// <summary>S3 encodes a path once and leaves its segments alone; the others encode it once more and take out dots.</summary>
    static string PathOf(string rawPath, string service)
    {
        if (service == "s3") return UriEncoding.EncodePath(Uri.UnescapeDataString(rawPath));
        var path = new Uri("http://host" + rawPath).AbsolutePath;
        return UriEncoding.EncodePath(path);
    }

    static string QueryOf(SandboxRequest request)
        => string.Join('&', request.Query.Where(parameter => parameter.Key != "X-Amz-Signature")
            .Select(parameter => (Name: UriEncoding.Encode(parameter.Key), Value: UriEncoding.Encode(parameter.Value)))
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal).ThenBy(parameter => parameter.Value, StringComparer.Ordinal)
            .Select(parameter => parameter.Name + "=" + parameter.Value));

    /// <summary>A line for each signed header, then an empty one.</summary>
    static string HeadersOf(SandboxRequest request, SignatureClaim claim)
    {
        var text = new StringBuilder();
        foreach (var name in claim.SignedHeaders)
        {
            var value = name == "host" ? request.Host : request.Headers.TryGetValue(name, out var values) ? string.Join(',', values.Select(Squeeze)) : "";
            text.Append(name).Append(':').Append(value).Append('\n');
        }
        return text.ToString();
    }

    static string Squeeze(string? value) => string.Join(' ', (value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Awl.Local.Sandbox.S3;
using Awl.Local.Sandbox.Wire;

namespace Awl.Local.Sandbox.Authentication;

/// <summary>Version 2 of signatures, which boto3 still makes for links and forms in old regions, unless it is told otherwise.</summary>
/// <remarks>
/// Requests that are signed so in a header are refused, as in S3's newer regions.
/// Source: S3 API reference, "Appendix: Authenticating requests (AWS signature version 2)".
/// </remarks>
sealed record OldSignature(string AccessKeyId, string? SessionToken, string Value, DateTimeOffset Expiration)
{
    /// <summary>The parameters that are part of what is signed.</summary>
    static readonly HashSet<string> s_subresources =
    [
        "accelerate", "acl", "analytics", "cors", "delete", "encryption", "inventory", "lifecycle", "location", "logging", "metrics", "notification", "object-lock", "partNumber",
        "policy", "replication", "requestPayment", "restore", "select", "select-type", "tagging", "torrent", "uploadId", "uploads", "versionId", "versioning", "versions", "website",
        "response-cache-control", "response-content-disposition", "response-content-encoding", "response-content-language", "response-content-type", "response-expires",
    ];

    /// <summary>The signature in the query of a link, or null.</summary>
    /// <exception cref="SandboxException">It says no time until which it holds.</exception>
    public static OldSignature? Find(SandboxRequest request)
    {
        if (request.QueryValue("AWSAccessKeyId") is not { } id || request.QueryValue("Signature") is not { } value) return null;
        if (!long.TryParse(request.QueryValue("Expires"), NumberStyles.None, CultureInfo.InvariantCulture, out var expires) || expires > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            throw new SandboxException("AccessDenied", "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters", 403);
        return new(id, request.AmazonValue("x-amz-security-token"), value, DateTimeOffset.FromUnixTimeSeconds(expires));
    }

    /// <summary>The signature of a text, such as the policy of a form.</summary>
    public static string Of(string secret, string text)
    {
#pragma warning disable CA5350 // The old algorithm is what such a link is signed with.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
    }

    public string StringToSign(SandboxRequest request)
    {
        var text = new StringBuilder().AppendJoin('\n', request.Method, Either(request, "Content-MD5"), Either(request, "Content-Type"), request.QueryValue("Expires")).Append('\n');
        var names = request.Headers.Keys.Concat(request.Query.Select(parameter => parameter.Key)).Select(name => name.ToLowerInvariant());
        foreach (var name in names.Where(name => name.StartsWith("x-amz-", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal))
            text.Append(name).Append(':').Append(request.AmazonValue(name)).Append('\n');
        return text.Append(PathOf(request)).Append(Subresources(request)).ToString();
    }

    /// <summary>The bucket is part of it wherever it stands; alone it ends with a slash. Source: botocore handlers.py, where auth_path is made.</summary>
    static string PathOf(SandboxRequest request)
    {
        if (S3Address.BucketOf(request.Host) is { } bucket) return $"/{bucket}{request.RawPath}";
        return request.RawPath.LastIndexOf('/') == 0 && request.RawPath.Length > 1 ? request.RawPath + "/" : request.RawPath;
    }

    /// <summary>boto3 writes these headers into the link too.</summary>
    static string? Either(SandboxRequest request, string name) => request.Header(name) ?? request.QueryValue(name.ToLowerInvariant());

    static string Subresources(SandboxRequest request)
    {
        var parts = request.Query.Where(parameter => s_subresources.Contains(parameter.Key)).OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .Select(parameter => parameter.Value.Length > 0 ? $"{parameter.Key}={parameter.Value}" : parameter.Key).ToList();
        return parts.Count > 0 ? "?" + string.Join('&', parts) : "";
    }
}

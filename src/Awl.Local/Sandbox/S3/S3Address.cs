using Awl.Local.Sandbox.Wire;

namespace Awl.Local.Sandbox.S3;

/// <summary>The bucket and key that a request names: both in its path, or the bucket before the host, as <c>bucket.localhost</c> or <c>bucket.s3.localhost</c>.</summary>
readonly record struct S3Address(string? Bucket, string? Key)
{
    const string Local = ".localhost", Service = "s3";

    public PathDepth Depth => Bucket is null ? PathDepth.Service : Key is null ? PathDepth.Bucket : PathDepth.Key;

    /// <summary>The labels of a path of S3, by their names in the model.</summary>
    public Dictionary<string, string> Labels
    {
        get
        {
            var labels = new Dictionary<string, string>();
            if (Bucket is not null) labels["Bucket"] = Bucket;
            if (Key is not null) labels["Key"] = Key;
            return labels;
        }
    }

    /// <exception cref="SandboxException">The path is no percent-encoded text.</exception>
    public static S3Address Of(SandboxRequest request)
    {
        var path = request.RawPath.StartsWith('/') ? request.RawPath[1..] : request.RawPath;
        if (BucketOf(request.Host) is { } bucket) return new(bucket, OrNull(path));

        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new(OrNull(path), null) : new(OrNull(path[..slash]), OrNull(path[(slash + 1)..]));
    }

    /// <summary>The bucket that stands before a host, or null.</summary>
    public static string? BucketOf(string host)
    {
        if (host.IndexOf(Local, StringComparison.OrdinalIgnoreCase) is not (> 0 and var end)) return null;
        var name = host[..end];
        if (name == Service) return null;
        return name.EndsWith("." + Service, StringComparison.Ordinal) ? name[..^(Service.Length + 1)] : name;
    }

    /// <summary>Where an object is found, at the host that a request was sent to.</summary>
    public static string UrlOf(SandboxRequest request, string bucket, string key)
        => $"http://{request.Host}/{(BucketOf(request.Host) is null ? bucket + "/" : "")}{Uri.EscapeDataString(key)}";

    static string? OrNull(string encoded) => encoded.Length == 0 ? null : PercentText.Decode(encoded);
}

using Awl.Local.Sandbox.Wire;

namespace Awl.Local.Sandbox.S3;

/// <summary>The bucket and key that the path of a request names. A bucket in front of the host is no address of this machine.</summary>
readonly record struct S3Address(string? Bucket, string? Key)
{
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

    public static S3Address Of(SandboxRequest request)
    {
        var path = request.RawPath.StartsWith('/') ? request.RawPath[1..] : request.RawPath;
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new(OrNull(path), null) : new(OrNull(path[..slash]), OrNull(path[(slash + 1)..]));
    }

    static string? OrNull(string encoded) => encoded.Length == 0 ? null : PercentText.Decode(encoded);
}

namespace Awl.Local.Sandbox.S3;

/// <summary>The object that a copy reads: <c>bucket/key?versionId=…</c>, percent-encoded.</summary>
sealed record CopySource(Bucket Bucket, string Key, string? VersionId, ObjectVersion Version)
{
    public static CopySource Find(OperationCall call, BucketStore buckets)
    {
        var (bucketName, key, versionId) = Parse(call.Get("CopySource"));
        var bucket = buckets.Get(bucketName);
        var version = ObjectOperations.Get(bucket, key, versionId);
        Precondition.CheckRead(call, version, "CopySource");
        return new(bucket, key, versionId, version);
    }

    /// <summary>The names in a source.</summary>
    /// <exception cref="SandboxException">It names no bucket and key.</exception>
    public static (string Bucket, string Key, string? VersionId) Parse(string source)
    {
        var mark = source.IndexOf("?versionId=", StringComparison.Ordinal);
        var path = Uri.UnescapeDataString(mark < 0 ? source : source[..mark]).TrimStart('/');
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == path.Length - 1)
            throw S3Errors.InvalidArgument("Copy Source must mention the source bucket and key: sourcebucket/sourcekey", "x-amz-copy-source", source);
        return (path[..slash], path[(slash + 1)..], mark < 0 ? null : Uri.UnescapeDataString(source[(mark + "?versionId=".Length)..]));
    }
}

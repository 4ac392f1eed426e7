using Awl.Local.Sandbox.Wire;

namespace Awl.Local.Sandbox.S3;

/// <summary>The object that a copy reads: <c>bucket/key?versionId=…</c>, percent-encoded. Its bytes are open, so that nobody can delete them meanwhile.</summary>
/// <param name="Bucket">Its bucket.</param>
/// <param name="Key">Its key.</param>
/// <param name="VersionId">The version, where one is named.</param>
/// <param name="Version">What is copied.</param>
/// <param name="Content">Its bytes, or those of the range that the call names.</param>
sealed record CopySource(Bucket Bucket, string Key, string? VersionId, ObjectVersion Version, ObjectContent Content) : IAsyncDisposable
{
    public static CopySource Open(OperationCall call, BucketStore buckets)
    {
        var (bucketName, key, versionId) = Parse(call.Get("CopySource"));
        return buckets.Get(bucketName).Read(bucket =>
        {
            var version = ObjectOperations.Get(bucket, key, versionId);
            Precondition.CheckRead(call, version, "CopySource");
            var range = ByteRange.Parse(call.Find("CopySourceRange"), version.Size) ?? new(0, version.Size);
            return new CopySource(bucket, key, versionId, version, ObjectContent.Open(bucket, version.Files, range));
        });
    }

    public ValueTask DisposeAsync() => Content.DisposeAsync();

    /// <summary>The names in a source.</summary>
    /// <exception cref="SandboxException">It names no bucket and key.</exception>
    public static (string Bucket, string Key, string? VersionId) Parse(string source)
    {
        var mark = source.IndexOf("?versionId=", StringComparison.Ordinal);
        var path = PercentText.Decode(mark < 0 ? source : source[..mark]).TrimStart('/');
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == path.Length - 1)
            throw S3Errors.InvalidArgument("Copy Source must mention the source bucket and key: sourcebucket/sourcekey", "x-amz-copy-source", source);
        return (path[..slash], path[(slash + 1)..], mark < 0 ? null : Uri.UnescapeDataString(source[(mark + "?versionId=".Length)..]));
    }
}

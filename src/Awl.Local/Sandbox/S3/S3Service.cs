using Awl.Local.Sandbox.Policies;

namespace Awl.Local.Sandbox.S3;

/// <summary>S3: buckets and objects.</summary>
sealed class S3Service : ISandboxService
{
    readonly BucketStore _buckets;
    readonly BucketSettingOperations _settings;
    readonly Dictionary<string, Func<OperationCall, CancellationToken, Task<OperationReply>>> _operations;

    public S3Service(BucketStore buckets)
    {
        (_buckets, _settings) = (buckets, new(buckets));
        var (bucket, lists, multipart, objects) = (new BucketOperations(buckets), new ListOperations(buckets), new MultipartOperations(buckets), new ObjectOperations(buckets));
        var tagging = new TaggingOperations(objects);
        _operations = new()
        {
            ["ListBuckets"] = At(bucket.List),
            ["CreateBucket"] = At(bucket.Create),
            ["HeadBucket"] = At(bucket.Head),
            ["DeleteBucket"] = At(bucket.Delete),
            ["GetBucketLocation"] = At(bucket.GetLocation),
            ["GetBucketVersioning"] = At(bucket.GetVersioning),
            ["PutBucketVersioning"] = At(bucket.PutVersioning),
            ["GetBucketAcl"] = At(bucket.GetAcl),
            ["GetObjectAcl"] = At(bucket.GetAcl),
            ["ListObjects"] = At(lists.List),
            ["ListObjectsV2"] = At(lists.ListV2),
            ["ListObjectVersions"] = At(lists.ListVersions),
            ["PutObject"] = objects.PutAsync,
            ["GetObject"] = At(objects.Get),
            ["HeadObject"] = At(objects.Head),
            ["DeleteObject"] = At(objects.Delete),
            ["DeleteObjects"] = At(objects.DeleteMany),
            ["CopyObject"] = objects.CopyAsync,
            ["GetObjectAttributes"] = At(objects.GetAttributes),
            ["GetObjectTagging"] = At(tagging.Get),
            ["PutObjectTagging"] = At(tagging.Put),
            ["DeleteObjectTagging"] = At(tagging.Delete),
            ["CreateMultipartUpload"] = At(multipart.Create),
            ["UploadPart"] = multipart.UploadPartAsync,
            ["UploadPartCopy"] = multipart.CopyPartAsync,
            ["CompleteMultipartUpload"] = multipart.CompleteAsync,
            ["AbortMultipartUpload"] = At(multipart.Abort),
            ["ListParts"] = At(multipart.ListParts),
            ["ListMultipartUploads"] = At(multipart.ListUploads),
        };
    }

    public string Name => "s3";

    public bool Knows(string operation) => _operations.ContainsKey(operation) || _settings.Find(operation) is not null;

    public Task<OperationReply> InvokeAsync(OperationCall call, CancellationToken cancellationToken)
        => _operations.TryGetValue(call.Operation.Name, out var operation)
            ? operation(call, cancellationToken) : Task.FromResult(_settings.Find(call.Operation.Name)!(call));

    public IEnumerable<Permission> PermissionsFor(OperationCall call) => S3Permissions.Of(call);

    public void AddKeys(OperationCall call, RequestKeys keys)
    {
        keys["s3:prefix"] = call.Find("Prefix") ?? (call.Operation.Name.StartsWith("ListObject", StringComparison.Ordinal) ? "" : null);
        keys["s3:delimiter"] = call.Find("Delimiter");
        keys["s3:max-keys"] = call.FindNumber("MaxKeys")?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        keys["s3:x-amz-acl"] = call.Find("ACL");
        keys["s3:x-amz-copy-source"] = call.Find("CopySource");
        keys["s3:x-amz-server-side-encryption"] = call.Find("ServerSideEncryption");
        keys["s3:VersionId"] = call.Find("VersionId");
    }

    /// <summary>The policy of the bucket, a text within JSON.</summary>
    public string? FindResourcePolicy(OperationCall call)
        => call.Find("Bucket") is { } name && _buckets.Find(name)?.Record.Settings.GetValueOrDefault("BucketPolicy") is { } json
            ? System.Text.Json.Nodes.JsonNode.Parse(json)!.GetValue<string>() : null;

    static Func<OperationCall, CancellationToken, Task<OperationReply>> At(Func<OperationCall, OperationReply> operation)
        => (call, _) => Task.FromResult(operation(call));
}

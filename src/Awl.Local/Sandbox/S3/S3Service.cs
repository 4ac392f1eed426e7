using Awl.Local.Sandbox.Authentication;
using Awl.Local.Sandbox.Policies;

namespace Awl.Local.Sandbox.S3;

/// <summary>S3: buckets and objects.</summary>
sealed class S3Service : ISandboxService
{
    readonly BucketStore _buckets;
    readonly BucketSettingOperations _settings;
    readonly ListedSettingOperations _listedSettings;
    readonly AclOperations _acls;
    readonly Dictionary<string, Func<OperationCall, CancellationToken, Task<OperationReply>>> _operations;

    public S3Service(BucketStore buckets, Authorizer authorizer)
    {
        (_buckets, _settings, _listedSettings) = (buckets, new(buckets), new(buckets));
        var (bucket, lists, multipart, objects) = (new BucketOperations(buckets), new ListOperations(buckets), new MultipartOperations(buckets), new ObjectOperations(buckets));
        var (tagging, copies) = (new TaggingOperations(objects), new CopyOperations(buckets));
        var deletions = new DeleteOperations(buckets, (call, permission) => authorizer.FindRefusal(call, permission, this));
        _acls = new(buckets, objects);
        _operations = new()
        {
            ["ListBuckets"] = At(bucket.List),
            ["CreateBucket"] = At(bucket.Create),
            ["HeadBucket"] = At(bucket.Head),
            ["DeleteBucket"] = At(bucket.Delete),
            ["GetBucketLocation"] = At(bucket.GetLocation),
            ["GetBucketVersioning"] = At(bucket.GetVersioning),
            ["PutBucketVersioning"] = At(bucket.PutVersioning),
            ["GetBucketAcl"] = At(_acls.GetOfBucket),
            ["PutBucketAcl"] = At(_acls.PutOfBucket),
            ["GetObjectAcl"] = At(_acls.GetOfObject),
            ["PutObjectAcl"] = At(_acls.PutOfObject),
            ["GetObjectRetention"] = At(objects.GetLock),
            ["GetObjectLegalHold"] = At(objects.GetLock),
            ["ListObjects"] = At(lists.List),
            ["ListObjectsV2"] = At(lists.ListV2),
            ["ListObjectVersions"] = At(lists.ListVersions),
            ["PutObject"] = objects.PutAsync,
            ["GetObject"] = At(objects.Get),
            ["HeadObject"] = At(objects.Head),
            ["DeleteObject"] = At(deletions.Delete),
            ["DeleteObjects"] = At(deletions.DeleteMany),
            ["CopyObject"] = copies.CopyAsync,
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
            ["ListMultipartUploads"] = At(new UploadListing(buckets).List),
        };
    }

    public string Name => "s3";

    public bool Knows(string operation) => _operations.ContainsKey(operation) || FindSetting(operation) is not null;

    public Task<OperationReply> InvokeAsync(OperationCall call, CancellationToken cancellationToken)
    {
        CheckUpload(call);
        return _operations.TryGetValue(call.Operation.Name, out var operation) ? operation(call, cancellationToken) : Task.FromResult(FindSetting(call.Operation.Name)!(call));
    }

    /// <summary>Checks what a new object asks for beside its bytes.</summary>
    /// <exception cref="SandboxException">The bucket, or the sandbox, does not have it.</exception>
    public void CheckUpload(OperationCall call)
    {
        if (call.Operation.Name is not ("PutObject" or "CopyObject" or "CreateMultipartUpload")) return;
        _acls.CheckUpload(call);
        if (call.Find("SSECustomerAlgorithm") is not null) throw new SandboxException("NotImplemented", "The sandbox does not encrypt under keys that you send.", 501);
    }

    Func<OperationCall, OperationReply>? FindSetting(string operation) => _settings.Find(operation) ?? _listedSettings.Find(operation);

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

    /// <summary>The policy of the bucket that a permission is about: a copy needs one of each. Where public access is restricted, one that is public counts for the account's own identities only.</summary>
    public string? FindResourcePolicy(OperationCall call, Permission permission)
    {
        if (S3Permissions.BucketOf(permission) is not { } name || _buckets.Find(name) is not { } bucket || bucket.FindPolicy() is not { } policy) return null;
        var isShut = call.Caller.Kind == CallerKind.Anonymous && PublicAccess.IsRestricted(bucket) && PublicAccess.IsPublic(PolicyDocument.Parse(policy));
        return isShut ? null : policy;
    }

    static Func<OperationCall, CancellationToken, Task<OperationReply>> At(Func<OperationCall, OperationReply> operation)
        => (call, _) => Task.FromResult(operation(call));
}

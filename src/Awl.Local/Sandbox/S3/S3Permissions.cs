namespace Awl.Local.Sandbox.S3;

/// <summary>Which actions of IAM an operation needs, and on what.</summary>
/// <remarks>Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3"; S3 user guide, "Required permissions".</remarks>
static class S3Permissions
{
    const string Arn = "arn:aws:s3:::";

    public static IEnumerable<Permission> Of(OperationCall call)
    {
        var (bucket, key) = (call.Find("Bucket"), call.Find("Key"));
        var action = "s3:" + ActionOf(call);
        if (call.Operation.Name == "DeleteObjects") return [];   // each object is asked for by itself
        var permission = new Permission(action, bucket is null ? "*" : key is null ? BucketArn(bucket) : ObjectArn(bucket, key));
        return call.Find("CopySource") is { } source ? [SourceOf(source), permission] : [permission];
    }

    /// <summary>What deleting an object, or one version of it, needs.</summary>
    public static Permission OfDeletion(string bucket, string key, string? versionId) => new(versionId is null ? "s3:DeleteObject" : "s3:DeleteObjectVersion", ObjectArn(bucket, key));

    /// <summary>The bucket that a permission is about, or null.</summary>
    public static string? BucketOf(Permission permission)
        => permission.Resource.StartsWith(Arn, StringComparison.Ordinal) ? permission.Resource[Arn.Length..].Split('/', 2)[0] : null;

    static string BucketArn(string bucket) => Arn + bucket;

    static string ObjectArn(string bucket, string key) => $"{Arn}{bucket}/{key}";

    static Permission SourceOf(string source)
    {
        var (bucket, key, version) = CopySource.Parse(source);
        return new(version is null ? "s3:GetObject" : "s3:GetObjectVersion", ObjectArn(bucket, key));
    }

    /// <summary>Most actions are called as their operations; these are not.</summary>
    static string ActionOf(OperationCall call)
    {
        var hasVersion = call.Find("VersionId") is not null;
        return call.Operation.Name switch
        {
            "ListBuckets" => "ListAllMyBuckets",
            "ListObjects" or "ListObjectsV2" or "HeadBucket" => "ListBucket",
            "ListObjectVersions" => "ListBucketVersions",
            "ListMultipartUploads" => "ListBucketMultipartUploads",
            "ListParts" => "ListMultipartUploadParts",
            "GetObject" or "HeadObject" => hasVersion ? "GetObjectVersion" : "GetObject",
            "GetObjectAttributes" => hasVersion ? "GetObjectVersionAttributes" : "GetObjectAttributes",
            "CopyObject" or "CreateMultipartUpload" or "UploadPart" or "UploadPartCopy" or "CompleteMultipartUpload" => "PutObject",
            "DeleteObject" => hasVersion ? "DeleteObjectVersion" : "DeleteObject",
            "GetObjectTagging" or "PutObjectTagging" or "DeleteObjectTagging" when hasVersion => call.Operation.Name.Replace("Object", "ObjectVersion", StringComparison.Ordinal),
            "DeleteBucketTagging" or "DeleteBucketCors" or "DeleteBucketEncryption" or "DeleteBucketOwnershipControls" => call.Operation.Name.Replace("Delete", "Put", StringComparison.Ordinal)
                .Replace("BucketCors", "BucketCORS", StringComparison.Ordinal).Replace("BucketEncryption", "EncryptionConfiguration", StringComparison.Ordinal),
            "GetBucketCors" or "PutBucketCors" => call.Operation.Name[..3] + "BucketCORS",
            "GetBucketEncryption" or "PutBucketEncryption" => call.Operation.Name[..3] + "EncryptionConfiguration",
            "GetBucketLifecycleConfiguration" => "GetLifecycleConfiguration",
            "PutBucketLifecycleConfiguration" or "DeleteBucketLifecycle" => "PutLifecycleConfiguration",
            "GetBucketNotificationConfiguration" => "GetBucketNotification",
            "PutBucketNotificationConfiguration" => "PutBucketNotification",
            "GetBucketAccelerateConfiguration" => "GetAccelerateConfiguration",
            "PutBucketAccelerateConfiguration" => "PutAccelerateConfiguration",
            "GetBucketReplication" => "GetReplicationConfiguration",
            "PutBucketReplication" or "DeleteBucketReplication" => "PutReplicationConfiguration",
            "GetPublicAccessBlock" => "GetBucketPublicAccessBlock",
            "PutPublicAccessBlock" or "DeletePublicAccessBlock" => "PutBucketPublicAccessBlock",
            var name => name,
        };
    }
}

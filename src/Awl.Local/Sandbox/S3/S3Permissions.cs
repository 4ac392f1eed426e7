namespace Awl.Local.Sandbox.S3;

/// <summary>Which actions of IAM an operation needs, and on what.</summary>
/// <remarks>Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon S3"; S3 user guide, "Required permissions".</remarks>
static class S3Permissions
{
    public static IEnumerable<Permission> Of(OperationCall call)
    {
        var (bucket, key) = (call.Find("Bucket"), call.Find("Key"));
        var action = "s3:" + ActionOf(call);
        if (call.Operation.Name == "DeleteObjects") return DeletionsOf(call, bucket!);
        var permission = new Permission(action, bucket is null ? "*" : key is null ? BucketArn(bucket) : ObjectArn(bucket, key));
        return call.Find("CopySource") is { } source ? [SourceOf(source), permission] : [permission];
    }

    static string BucketArn(string bucket) => $"arn:aws:s3:::{bucket}";

    static string ObjectArn(string bucket, string key) => $"arn:aws:s3:::{bucket}/{key}";

    static IEnumerable<Permission> DeletionsOf(OperationCall call, string bucket)
        => call.Input.GetProperty("Delete").GetProperty("Objects").EnumerateArray()
            .Select(item => new Permission(item.TryGetProperty("VersionId", out _) ? "s3:DeleteObjectVersion" : "s3:DeleteObject", ObjectArn(bucket, item.GetProperty("Key").GetString()!)));

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

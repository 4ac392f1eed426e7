namespace Awl.Local.Sandbox.S3;

/// <summary>Refusals of S3, in its words.</summary>
/// <remarks>Source: S3 API reference, "Error responses".</remarks>
static class S3Errors
{
    public static SandboxException NoSuchBucket(string bucket) => new SandboxException("NoSuchBucket", "The specified bucket does not exist", 404).With("BucketName", bucket);
    public static SandboxException NoSuchKey(string key) => new SandboxException("NoSuchKey", "The specified key does not exist.", 404).With("Key", key);
    public static SandboxException NoSuchVersion(string key, string version) => new SandboxException("NoSuchVersion", "The specified version does not exist.", 404).With("Key", key).With("VersionId", version);
    public static SandboxException NoSuchUpload(string uploadId)
        => new SandboxException("NoSuchUpload", "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.", 404).With("UploadId", uploadId);
    public static SandboxException InvalidPart(string uploadId)
        => new SandboxException("InvalidPart", "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.")
            .With("UploadId", uploadId);
    public static SandboxException MalformedXml => new("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");
    public static SandboxException InvalidArgument(string message, string name, string value)
        => new SandboxException("InvalidArgument", message).With("ArgumentName", name).With("ArgumentValue", value);
    public static SandboxException PreconditionFailed(string condition)
        => new SandboxException("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412).With("Condition", condition);

    /// <summary>What the client has is still right; the reply says which version that is.</summary>
    public static SandboxException NotModified(ObjectVersion version)
    {
        var error = new SandboxException("NotModified", "Not Modified", 304);
        error.Headers.Add(new("ETag", $"\"{version.ETag}\""));
        error.Headers.Add(new("Last-Modified", version.LastModified.UtcDateTime.ToString("R", System.Globalization.CultureInfo.InvariantCulture)));
        if (version.VersionId != ObjectVersion.NullId) error.Headers.Add(new("x-amz-version-id", version.VersionId));
        return error;
    }

    /// <summary>The latest version of the key says that it is deleted.</summary>
    public static SandboxException IsDeleteMarker(string key, string versionId, bool wasNamed)
    {
        var error = wasNamed ? new SandboxException("MethodNotAllowed", "The specified method is not allowed against this resource.", 405) : NoSuchKey(key);
        error.Headers.Add(new("x-amz-delete-marker", "true"));
        error.Headers.Add(new("x-amz-version-id", versionId));
        return error;
    }
}

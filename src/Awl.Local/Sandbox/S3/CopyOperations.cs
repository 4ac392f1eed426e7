using System.Text.Json.Nodes;
using Awl.Signing.Checksums;

namespace Awl.Local.Sandbox.S3;

/// <summary>Copies objects within the sandbox.</summary>
sealed class CopyOperations(BucketStore buckets)
{
    public async Task<OperationReply> CopyAsync(OperationCall call, CancellationToken cancellationToken)
    {
        await using var source = CopySource.Open(call, buckets);
        var (bucket, key) = (buckets.Get(call.Get("Bucket")), ObjectOperations.CheckKey(call.Get("Key")));
        var replaces = call.Find("MetadataDirective") == "REPLACE";
        if (source.Bucket == bucket && source.Key == key && source.VersionId is null && !replaces && call.Find("StorageClass") is null)
            throw new SandboxException("InvalidRequest", "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.");

        var headers = replaces ? ObjectHeaders.Of(call) : source.Version.Headers;
        var metadata = replaces ? ObjectHeaders.MetadataOf(call) : source.Version.Metadata;
        var tags = call.Find("TaggingDirective") == "REPLACE" ? ObjectHeaders.TagsOf(call) : source.Version.Tags;
        var version = await CopyBytesAsync(source, bucket, call, cancellationToken) with { Headers = headers, Metadata = metadata, Tags = tags };
        ObjectOperations.Commit(bucket, key, version, existing => Precondition.CheckWrite(call, key, existing));
        var result = new JsonObject { ["ETag"] = $"\"{version.ETag}\"", ["LastModified"] = ObjectHeaders.Moment(version.LastModified) };
        ObjectHeaders.WriteChecksum(result, version.Checksum);
        var output = new JsonObject { ["CopyObjectResult"] = result };
        ObjectHeaders.WriteEncryption(output, version.Headers);
        if (bucket.ShownIdOf(version) is { } id) output["VersionId"] = id;
        if (source.Bucket.ShownIdOf(source.Version) is { } sourceId) output["CopySourceVersionId"] = sourceId;
        return new(output);
    }

    static async Task<ObjectVersion> CopyBytesAsync(CopySource source, Bucket bucket, OperationCall call, CancellationToken cancellationToken)
    {
        var algorithm = ChecksumAlgorithms.Find(call.Find("ChecksumAlgorithm") ?? "") ?? ChecksumAlgorithm.Crc64Nvme;
        var received = await ObjectWriter.WriteAsync(bucket, source.Content, algorithm, cancellationToken);
        return ObjectOperations.NewVersion(bucket, call.Now) with { ETag = received.ETag, Files = [received.File], Checksum = received.ToChecksum() };
    }
}

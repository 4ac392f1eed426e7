using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Signing.Checksums;

namespace Awl.Local.Sandbox.S3;

/// <summary>Objects: put, get, head, and what is known of them.</summary>
sealed class ObjectOperations(BucketStore buckets)
{
    const int VersionIdBytes = 16;

    public async Task<OperationReply> PutAsync(OperationCall call, CancellationToken cancellationToken)
    {
        var (bucket, key) = (buckets.Get(call.Get("Bucket")), KeyOf(call));
        Precondition.CheckWrite(call, key, bucket.Find(key));
        var (headers, metadata, tags) = (ObjectHeaders.Of(call), ObjectHeaders.MetadataOf(call), ObjectHeaders.TagsOf(call));
        var received = await ObjectWriter.ReceiveAsync(bucket, call.Request, call.Find("ChecksumAlgorithm"), cancellationToken);
        var version = NewVersion(bucket, call.Now) with
        {
            ETag = received.ETag,
            Files = [received.File],
            Headers = headers,
            Metadata = metadata,
            Tags = tags,
            Checksum = received.ToChecksum(),
        };
        Commit(bucket, key, version, existing => Precondition.CheckWrite(call, key, existing));
        return new(Written(bucket, version));
    }

    /// <summary>The bytes are opened before anybody may delete them.</summary>
    public OperationReply Get(OperationCall call) => buckets.Get(call.Get("Bucket")).Read(bucket => Get(call, bucket));

    static OperationReply Get(OperationCall call, Bucket bucket)
    {
        var version = Get(bucket, KeyOf(call), call.Find("VersionId"));
        Precondition.CheckRead(call, version);
        var output = ObjectHeaders.Write(bucket, version, call);
        var range = RangeOf(call, version, output);
        return new(output) { Status = range is null ? 200 : 206, Body = ObjectContent.Open(bucket, version.Files, range ?? new(0, version.Size)) };
    }

    public OperationReply Head(OperationCall call)
    {
        var (bucket, version) = Find(call);
        Precondition.CheckRead(call, version);
        var output = ObjectHeaders.Write(bucket, version, call);
        return new(output) { Status = RangeOf(call, version, output) is null ? 200 : 206 };
    }

    /// <summary>Notes in the output how many bytes come, and which.</summary>
    static ByteRange? RangeOf(OperationCall call, ObjectVersion version, JsonObject output)
    {
        var range = FindPart(call, version, output) ?? ByteRange.Parse(call.Find("Range"), version.Size);
        output["ContentLength"] = range?.Length ?? version.Size;
        // The checksum is that of the whole object.
        if (range is null && call.Find("ChecksumMode") == "ENABLED") ObjectHeaders.WriteChecksum(output, version.Checksum);
        if (range is { } part) output["ContentRange"] = $"bytes {part.Start}-{part.End}/{version.Size}";
        return range;
    }

    /// <summary>A part of a multipart upload, asked for by its number.</summary>
    static ByteRange? FindPart(OperationCall call, ObjectVersion version, JsonObject output)
    {
        if (call.FindNumber("PartNumber") is not { } number) return null;
        if (number < 1 || number > version.Files.Count) throw new SandboxException("InvalidPartNumber", "The requested partnumber is not satisfiable", 416);
        output["PartsCount"] = version.Files.Count;
        return new(version.Files.Take((int)number - 1).Sum(file => file.Size), version.Files[(int)number - 1].Size);
    }

    public OperationReply GetAttributes(OperationCall call)
    {
        var (bucket, version) = Find(call);
        var wanted = call.List("ObjectAttributes").SelectMany(name => name.GetString()!.Split(',', StringSplitOptions.TrimEntries)).ToHashSet();
        var output = new JsonObject { ["LastModified"] = version.LastModified };
        if (bucket.ShownIdOf(version) is { } id) output["VersionId"] = id;
        if (wanted.Contains("ETag")) output["ETag"] = version.ETag;
        if (wanted.Contains("ObjectSize")) output["ObjectSize"] = version.Size;
        if (wanted.Contains("StorageClass")) output["StorageClass"] = version.Headers.GetValueOrDefault("StorageClass", "STANDARD");
        if (wanted.Contains("ObjectParts") && version.Files.Count > 1) output["ObjectParts"] = new JsonObject { ["TotalPartsCount"] = version.Files.Count };
        if (!wanted.Contains("Checksum") || version.Checksum is null) return new(output);

        var checksum = new JsonObject();
        ObjectHeaders.WriteChecksum(checksum, version.Checksum);
        output["Checksum"] = checksum;
        return new(output);
    }

    /// <summary>No bucket here can lock objects.</summary>
    public OperationReply GetLock(OperationCall call)
    {
        Find(call);
        throw new SandboxException("InvalidRequest", "Bucket is missing Object Lock Configuration");
    }

    /// <summary>The version of an object that a call names.</summary>
    /// <exception cref="SandboxException">There is no such bucket, key or version, or it is deleted.</exception>
    public (Bucket Bucket, ObjectVersion Version) Find(OperationCall call)
    {
        var bucket = buckets.Get(call.Get("Bucket"));
        return (bucket, Get(bucket, KeyOf(call), call.Find("VersionId")));
    }

    /// <inheritdoc cref="Find"/>
    public static ObjectVersion Get(Bucket bucket, string key, string? versionId)
    {
        CheckVersionId(versionId);
        if (bucket.Find(key) is not { } record) throw versionId is null ? S3Errors.NoSuchKey(key) : S3Errors.NoSuchVersion(key, versionId);
        var version = versionId is null ? record.Versions[0] : record.Versions.Find(version => version.VersionId == versionId) ?? throw S3Errors.NoSuchVersion(key, versionId);
        return version.IsDeleteMarker ? throw S3Errors.IsDeleteMarker(key, version.VersionId, versionId is not null) : version;
    }

    /// <exception cref="SandboxException">It is no id of a version.</exception>
    public static void CheckVersionId(string? id)
    {
        if (id is null or ObjectVersion.NullId || (id.Length == 2 * VersionIdBytes && id.All(char.IsAsciiHexDigit))) return;
        throw S3Errors.InvalidArgument("Invalid version id specified", "versionId", id);
    }

    /// <summary>A version with an id of its own where the bucket keeps versions.</summary>
    public static ObjectVersion NewVersion(Bucket bucket, DateTimeOffset now) => new()
    {
        VersionId = bucket.Record.Versioning == "Enabled" ? Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(VersionIdBytes)) : ObjectVersion.NullId,
        LastModified = now,
    };

    /// <summary>Makes the version count; when that fails its bytes are removed.</summary>
    public static void Commit(Bucket bucket, string key, ObjectVersion version, Action<ObjectRecord?> check)
    {
        try { bucket.Put(key, version, check); }
        catch
        {
            bucket.DeleteFiles(version.Files);
            throw;
        }
    }

    public static JsonObject Written(Bucket bucket, ObjectVersion version)
    {
        var output = new JsonObject { ["ETag"] = $"\"{version.ETag}\"" };
        ObjectHeaders.WriteEncryption(output, version.Headers);
        ObjectHeaders.WriteChecksum(output, version.Checksum);
        if (bucket.ShownIdOf(version) is { } id) output["VersionId"] = id;
        return output;
    }

    static string KeyOf(OperationCall call) => CheckKey(call.Get("Key"));

    /// <summary>A key has at most 1024 bytes.</summary>
    public static string CheckKey(string key)
        => System.Text.Encoding.UTF8.GetByteCount(key) <= 1024 ? key : throw new SandboxException("KeyTooLongError", "Your key is too long");
}

using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Signing.Checksums;

namespace Awl.Local.Sandbox.S3;

/// <summary>Uploads in parts. The parts' files become the object's: completing an upload copies nothing.</summary>
sealed class MultipartOperations(BucketStore buckets)
{
    const long SmallestPart = 5 * 1024 * 1024;
    const int MostParts = 10_000;

    public OperationReply Create(OperationCall call)
    {
        var bucket = buckets.Get(call.Get("Bucket"));
        var upload = new UploadRecord
        {
            UploadId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)),
            Key = call.Get("Key"),
            Initiated = call.Now,
            Headers = ObjectHeaders.Of(call),
            Metadata = ObjectHeaders.MetadataOf(call),
            Tags = ObjectHeaders.TagsOf(call),
            ChecksumAlgorithm = call.Find("ChecksumAlgorithm")?.ToUpperInvariant(),
            ChecksumType = call.Find("ChecksumType"),
        };
        CheckChecksum(upload);
        bucket.AddUpload(upload);
        var output = new JsonObject { ["Bucket"] = bucket.Name, ["Key"] = upload.Key, ["UploadId"] = upload.UploadId };
        ObjectHeaders.WriteEncryption(output, upload.Headers);
        AddAlgorithm(output, upload);
        return new(output);
    }

    /// <remarks>Source: S3 user guide, "Checking object integrity", full object and composite checksum types.</remarks>
    static void CheckChecksum(UploadRecord upload)
    {
        if (upload.ChecksumAlgorithm is not { } name) return;
        if (ChecksumAlgorithms.Find(name) is not { } algorithm)
            throw new SandboxException("InvalidRequest", "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]");

        var canBeWhole = algorithm is ChecksumAlgorithm.Crc32 or ChecksumAlgorithm.Crc32C or ChecksumAlgorithm.Crc64Nvme;
        if (TypeOf(upload) == "COMPOSITE" ? algorithm == ChecksumAlgorithm.Crc64Nvme : !canBeWhole)
            throw new SandboxException("InvalidRequest", $"The {TypeOf(upload)} checksum type cannot be used with the {name.ToLowerInvariant()} checksum algorithm.");
    }

    public async Task<OperationReply> UploadPartAsync(OperationCall call, CancellationToken cancellationToken)
    {
        var (bucket, upload, number) = Find(call);
        CheckAlgorithm(call, upload);
        var received = await ObjectWriter.ReceiveAsync(bucket, call.Request, upload.ChecksumAlgorithm, cancellationToken);
        AddPart(bucket, upload, number, received, call.Now);
        var output = new JsonObject { ["ETag"] = $"\"{received.ETag}\"", ["Checksum" + ChecksumAlgorithms.NameOf(received.Algorithm)] = received.Checksum };
        ObjectHeaders.WriteEncryption(output, upload.Headers);
        return new(output);
    }

    /// <summary>Parts have the checksum that their upload was begun with.</summary>
    static void CheckAlgorithm(OperationCall call, UploadRecord upload)
    {
        if (upload.ChecksumAlgorithm is not { } wanted) return;
        var actual = BodyDigests.FindAnnounced(call.Request) is { } given ? ChecksumAlgorithms.NameOf(given.Algorithm) : "null";
        if (actual != wanted)
            throw new SandboxException("InvalidRequest", $"Checksum Type mismatch occurred, expected checksum Type: {wanted.ToLowerInvariant()}, actual checksum Type: {actual.ToLowerInvariant()}");
    }

    public async Task<OperationReply> CopyPartAsync(OperationCall call, CancellationToken cancellationToken)
    {
        var (bucket, upload, number) = Find(call);
        await using var source = CopySource.Open(call, buckets);
        var algorithm = ChecksumAlgorithms.Find(upload.ChecksumAlgorithm ?? "") ?? ChecksumAlgorithm.Crc64Nvme;
        var received = await ObjectWriter.WriteAsync(bucket, source.Content, algorithm, cancellationToken);
        AddPart(bucket, upload, number, received, call.Now);
        var result = new JsonObject { ["ETag"] = $"\"{received.ETag}\"", ["LastModified"] = ObjectHeaders.Moment(call.Now) };
        if (upload.ChecksumAlgorithm is not null) result["Checksum" + upload.ChecksumAlgorithm] = received.Checksum;
        return new(new JsonObject { ["CopyPartResult"] = result });
    }

    (Bucket, UploadRecord, int) Find(OperationCall call)
    {
        var bucket = buckets.Get(call.Get("Bucket"));
        var number = call.FindNumber("PartNumber") ?? 0;
        if (number is < 1 or > MostParts) throw S3Errors.InvalidArgument($"Part number must be an integer between 1 and {MostParts}, inclusive", "partNumber", $"{number}");
        return (bucket, bucket.GetUpload(call.Get("UploadId"), call.Get("Key")), (int)number);
    }

    /// <summary>Meanwhile the upload may have been completed or aborted: then nobody needs the bytes.</summary>
    static void AddPart(Bucket bucket, UploadRecord upload, int number, Received received, DateTimeOffset now)
    {
        try { bucket.AddPart(upload, number, new(received.ETag, received.File, now)); }
        catch
        {
            bucket.DeleteData(received.File.Name);
            throw;
        }
    }

    public async Task<OperationReply> CompleteAsync(OperationCall call, CancellationToken cancellationToken)
    {
        var (bucket, key) = (buckets.Get(call.Get("Bucket")), call.Get("Key"));
        var upload = bucket.GetUpload(call.Get("UploadId"), key);
        var parts = bucket.Read(_ => ChosenParts(call, upload));
        var version = ObjectOperations.NewVersion(bucket, call.Now) with
        {
            ETag = ETagOf(parts),
            Files = [.. parts.Select(part => part.File)],
            Headers = upload.Headers,
            Metadata = upload.Metadata,
            Tags = upload.Tags,
            Checksum = await ChecksumOfAsync(bucket, upload, parts, cancellationToken),
        };
        if (call.Find("Checksum" + version.Checksum.Algorithm) is { } given && given != version.Checksum.Value)
            throw new SandboxException("BadDigest", $"The {version.Checksum.Algorithm.ToLowerInvariant()} you specified did not match the calculated checksum.");
        bucket.Complete(upload, version, existing => Precondition.CheckWrite(call, key, existing));
        var output = ObjectOperations.Written(bucket, version);
        (output["Bucket"], output["Key"], output["Location"]) = (bucket.Name, key, S3Address.UrlOf(call.Request, bucket.Name, key));
        return new(output);
    }

    static List<UploadPart> ChosenParts(OperationCall call, UploadRecord upload)
    {
        if (!call.Input.TryGetProperty("MultipartUpload", out var order) || !order.TryGetProperty("Parts", out var wanted) || wanted.GetArrayLength() == 0)
            throw S3Errors.MalformedXml;

        var (parts, last) = (new List<UploadPart>(), 0);
        foreach (var item in wanted.EnumerateArray())
        {
            if (!item.TryGetProperty("PartNumber", out var given) || !given.TryGetInt32(out var number)) throw S3Errors.MalformedXml;
            if (number <= last) throw new SandboxException("InvalidPartOrder", "The list of parts was not in ascending order. Parts must be ordered by part number.");
            if (parts.Count > 0 && parts[^1].File.Size < SmallestPart) throw TooSmall(parts[^1], last);
            parts.Add(Chosen(upload, item, last = number));
        }
        return parts;
    }

    static UploadPart Chosen(UploadRecord upload, JsonElement item, int number)
    {
        var isThere = upload.Parts.TryGetValue(number, out var part);
        return isThere && item.TryGetProperty("ETag", out var etag) && etag.GetString()!.Trim('"') == part!.ETag && HasChecksum(upload, item, part, number) ? part
            : throw S3Errors.InvalidPart(upload.UploadId).With("PartNumber", $"{number}");
    }

    /// <summary>A checksum of checksums is made only of those that the client names; else it may name them.</summary>
    static bool HasChecksum(UploadRecord upload, JsonElement item, UploadPart part, int number)
    {
        if (upload.ChecksumAlgorithm is not { } algorithm) return true;
        if (item.TryGetProperty("Checksum" + algorithm, out var value)) return value.GetString() == part.File.Checksum;
        return TypeOf(upload) != "COMPOSITE" ? true
            : throw new SandboxException("InvalidRequest", $"The upload was created using a {algorithm.ToLowerInvariant()} checksum. The complete request must include the checksum for each part. It was missing for part {number} in the request.");
    }

    static SandboxException TooSmall(UploadPart part, int number)
        => new SandboxException("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")
            .With("ProposedSize", $"{part.File.Size}").With("MinSizeAllowed", $"{SmallestPart}").With("PartNumber", $"{number}").With("ETag", part.ETag);

    /// <summary>The hash of the parts' hashes, and how many there are.</summary>
    static string ETagOf(List<UploadPart> parts)
        => $"{Convert.ToHexStringLower(MD5.HashData([.. parts.SelectMany(part => Convert.FromHexString(part.ETag))]))}-{parts.Count}";

    static string TypeOf(UploadRecord upload) => upload.ChecksumType ?? (upload.ChecksumAlgorithm is null or "CRC64NVME" ? "FULL_OBJECT" : "COMPOSITE");

    /// <summary>Of the parts' checksums, or of all bytes, which are read once more.</summary>
    static async Task<ObjectChecksum> ChecksumOfAsync(Bucket bucket, UploadRecord upload, List<UploadPart> parts, CancellationToken cancellationToken)
    {
        var algorithm = ChecksumAlgorithms.Find(upload.ChecksumAlgorithm ?? "") ?? ChecksumAlgorithm.Crc64Nvme;
        using var checksum = ChecksumAlgorithms.Create(algorithm);
        if (TypeOf(upload) == "COMPOSITE")
        {
            foreach (var part in parts) checksum.Append(Convert.FromBase64String(part.File.Checksum!));
            return new(ChecksumAlgorithms.NameOf(algorithm), $"{Convert.ToBase64String(checksum.Finish())}-{parts.Count}", "COMPOSITE");
        }
        await using var content = ObjectContent.Open(bucket, [.. parts.Select(part => part.File)], new(0, parts.Sum(part => part.File.Size)));
        var buffer = new byte[128 * 1024];
        while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var count) checksum.Append(buffer.AsSpan(0, count));
        return new(ChecksumAlgorithms.NameOf(algorithm), Convert.ToBase64String(checksum.Finish()), "FULL_OBJECT");
    }

    public OperationReply Abort(OperationCall call)
    {
        var bucket = buckets.Get(call.Get("Bucket"));
        bucket.RemoveUpload(bucket.GetUpload(call.Get("UploadId"), call.Get("Key")), []);
        return OperationReply.Empty;
    }

    public OperationReply ListParts(OperationCall call)
    {
        var bucket = buckets.Get(call.Get("Bucket"));
        var upload = bucket.GetUpload(call.Get("UploadId"), call.Get("Key"));
        var after = call.Find("PartNumberMarker") is { } marker && int.TryParse(marker, out var number) ? number : 0;
        var limit = Math.Min(call.GetCount("MaxParts", 0, int.MaxValue, 1000), 1000);
        var rest = bucket.Read(_ => upload.Parts.Where(part => part.Key > after).Take(limit + 1).ToList());
        var page = rest.Take(limit).ToList();
        var output = new JsonObject
        {
            ["Bucket"] = bucket.Name,
            ["Key"] = upload.Key,
            ["UploadId"] = upload.UploadId,
            ["PartNumberMarker"] = $"{after}",
            ["NextPartNumberMarker"] = $"{(page.Count > 0 ? page[^1].Key : 0)}",
            ["MaxParts"] = limit,
            ["IsTruncated"] = rest.Count > limit,
            ["StorageClass"] = upload.Headers.GetValueOrDefault("StorageClass", "STANDARD"),
            ["Initiator"] = BucketOwner.Of(call.Caller),
            ["Owner"] = BucketOwner.Of(call.Caller),
            ["Parts"] = new JsonArray([.. page.Select(part => ToJson(upload, part.Key, part.Value))]),
        };
        AddAlgorithm(output, upload);
        return new(output);
    }

    static JsonObject ToJson(UploadRecord upload, int number, UploadPart part)
    {
        var item = new JsonObject
        {
            ["PartNumber"] = number,
            ["LastModified"] = ObjectHeaders.Moment(part.LastModified),
            ["ETag"] = $"\"{part.ETag}\"",
            ["Size"] = part.File.Size,
        };
        if (upload.ChecksumAlgorithm is { } algorithm) item["Checksum" + algorithm] = part.File.Checksum;
        return item;
    }

    public static void AddAlgorithm(JsonObject output, UploadRecord upload)
    {
        if (upload.ChecksumAlgorithm is { } algorithm) (output["ChecksumAlgorithm"], output["ChecksumType"]) = (algorithm, TypeOf(upload));
    }
}

using System.Text.Json.Nodes;

namespace Awl.Local.Sandbox.S3;

/// <summary>Lists uploads in parts that are under way: by key, and those of one key by their time.</summary>
sealed class UploadListing(BucketStore buckets)
{
    const int LargestPage = 1000;

    public OperationReply List(OperationCall call)
    {
        ListOperations.CheckEncoding(call);
        var bucket = buckets.Get(call.Get("Bucket"));
        var (prefix, delimiter, limit) = (call.Find("Prefix") ?? "", call.Find("Delimiter") ?? "", LimitOf(call));
        var (uploads, prefixes, last, isTruncated) = (new JsonArray(), new List<string>(), (UploadRecord?)null, false);
        foreach (var upload in After(call, bucket.Uploads.Where(upload => upload.Key.StartsWith(prefix, StringComparison.Ordinal))))
        {
            var group = FindGroup(upload.Key, prefix, delimiter);
            var isNew = group is null || !prefixes.Contains(group);
            if (isNew && uploads.Count + prefixes.Count == limit) { isTruncated = limit > 0; break; }
            last = upload;
            if (group is null) uploads.Add((JsonNode)ToJson(call, upload));
            else if (isNew) prefixes.Add(group);
        }

        var output = new JsonObject
        {
            ["Bucket"] = bucket.Name,
            ["KeyMarker"] = ListOperations.Encode(call, call.Find("KeyMarker") ?? ""),
            ["UploadIdMarker"] = call.Find("UploadIdMarker") ?? "",
            ["MaxUploads"] = limit,
            ["IsTruncated"] = isTruncated,
            ["Prefix"] = ListOperations.Encode(call, prefix),
            ["Uploads"] = uploads,
            ["CommonPrefixes"] = new JsonArray([.. prefixes.Select(group => new JsonObject { ["Prefix"] = ListOperations.Encode(call, group) })]),
        };
        if (delimiter.Length > 0) output["Delimiter"] = ListOperations.Encode(call, delimiter);
        if (call.Find("EncodingType") is { } encoding) output["EncodingType"] = encoding;
        if (isTruncated) (output["NextKeyMarker"], output["NextUploadIdMarker"]) = (ListOperations.Encode(call, last!.Key), last.UploadId);
        return new(output);
    }

    static int LimitOf(OperationCall call) => call.FindNumber("MaxUploads") is not { } limit ? LargestPage
        : limit >= 0 ? (int)Math.Min(limit, LargestPage)
        : throw S3Errors.InvalidArgument("Argument max-uploads must be an integer between 0 and 2147483647", "max-uploads", $"{limit}");

    /// <summary>Those behind the marker: a key, and perhaps one of its uploads.</summary>
    static IEnumerable<UploadRecord> After(OperationCall call, IEnumerable<UploadRecord> uploads)
    {
        var sorted = uploads.OrderBy(upload => upload.Key, KeyOrder.Instance).ThenBy(upload => upload.Initiated).ThenBy(upload => upload.UploadId, StringComparer.Ordinal);
        if (call.Find("KeyMarker") is not { Length: > 0 } key) return sorted;
        var behind = sorted.SkipWhile(upload => KeyOrder.Instance.Compare(upload.Key, key) < 0).ToList();
        var at = call.Find("UploadIdMarker") is { Length: > 0 } id ? behind.FindIndex(upload => upload.Key == key && upload.UploadId == id) : -1;
        return at >= 0 ? behind.Skip(at + 1) : behind.SkipWhile(upload => upload.Key == key);
    }

    static string? FindGroup(string key, string prefix, string delimiter)
        => delimiter.Length > 0 && key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal) is >= 0 and var at ? key[..(at + delimiter.Length)] : null;

    static JsonObject ToJson(OperationCall call, UploadRecord upload)
    {
        var item = new JsonObject
        {
            ["UploadId"] = upload.UploadId,
            ["Key"] = ListOperations.Encode(call, upload.Key),
            ["Initiated"] = ObjectHeaders.Moment(upload.Initiated),
            ["StorageClass"] = upload.Headers.GetValueOrDefault("StorageClass", "STANDARD"),
            ["Owner"] = BucketOwner.Of(call.Caller),
            ["Initiator"] = BucketOwner.Of(call.Caller),
        };
        MultipartOperations.AddAlgorithm(item, upload);
        return item;
    }
}

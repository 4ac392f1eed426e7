using System.Text;
using System.Text.Json.Nodes;

namespace Awl.Local.Sandbox.S3;

/// <summary>Listings: keys in order, those with a common beginning up to a delimiter as one.</summary>
sealed class ListOperations(BucketStore buckets)
{
    /// <summary>The model has a list of versions and one of delete markers, but they travel in one order. Each entry here has the name of its element.</summary>
    public const string VersionsInOrder = "VersionsInOrder";

    const int LargestPage = 1000;

    public OperationReply List(OperationCall call)
    {
        var page = PageOf(call, call.Find("Marker") ?? "");
        var output = Common(call, page);
        output["Marker"] = Encode(call, call.Find("Marker") ?? "");
        if (page.IsTruncated && call.Find("Delimiter") is not null) output["NextMarker"] = Encode(call, page.Last);
        output["Contents"] = ContentsOf(call, page, hasOwner: true);
        return new(output);
    }

    public OperationReply ListV2(OperationCall call)
    {
        var after = call.Find("ContinuationToken") is { } token ? OpenToken(token) : call.Find("StartAfter") ?? "";
        var page = PageOf(call, after);
        var output = Common(call, page);
        output["KeyCount"] = page.Keys.Count + page.Prefixes.Count;
        if (call.Find("StartAfter") is { } start) output["StartAfter"] = Encode(call, start);
        if (call.Find("ContinuationToken") is { } given) output["ContinuationToken"] = given;
        if (page.IsTruncated) output["NextContinuationToken"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(page.Last));
        output["Contents"] = ContentsOf(call, page, hasOwner: call.Is("FetchOwner"));
        return new(output);
    }

    public OperationReply ListVersions(OperationCall call)
    {
        var bucket = buckets.Get(call.Get("Bucket"));
        var (prefix, delimiter, limit) = ParametersOf(call);
        var page = bucket.Read(b => KeyPage.OfVersions(b, prefix, delimiter, call.Find("KeyMarker") ?? "", call.Find("VersionIdMarker"), limit));
        var output = new JsonObject
        {
            ["Name"] = bucket.Name,
            ["Prefix"] = Encode(call, prefix),
            ["KeyMarker"] = Encode(call, call.Find("KeyMarker") ?? ""),
            ["VersionIdMarker"] = call.Find("VersionIdMarker") ?? "",
            ["MaxKeys"] = limit,
            ["IsTruncated"] = page.IsTruncated,
            [VersionsInOrder] = new JsonArray([.. page.Versions.Select(entry => ToJson(call, entry.Key, entry.Version, entry.IsLatest))]),
            ["CommonPrefixes"] = PrefixesOf(call, page.Prefixes),
        };
        if (delimiter is not null) output["Delimiter"] = Encode(call, delimiter);
        if (call.Find("EncodingType") is { } encoding) output["EncodingType"] = encoding;
        if (page.IsTruncated) (output["NextKeyMarker"], output["NextVersionIdMarker"]) = (Encode(call, page.Last), page.LastVersionId);
        return new(output);
    }

    KeyPage PageOf(OperationCall call, string after)
    {
        var (prefix, delimiter, limit) = ParametersOf(call);
        return buckets.Get(call.Get("Bucket")).Read(bucket => KeyPage.Of(bucket, prefix, delimiter, after, limit));
    }

    static (string Prefix, string? Delimiter, int Limit) ParametersOf(OperationCall call)
    {
        CheckEncoding(call);
        var limit = call.FindNumber("MaxKeys") ?? LargestPage;
        if (limit < 0) throw S3Errors.InvalidArgument("Argument maxKeys must be an integer between 0 and 2147483647", "maxKeys", $"{limit}");
        return (call.Find("Prefix") ?? "", call.Find("Delimiter") is { Length: > 0 } delimiter ? delimiter : null, (int)Math.Min(limit, LargestPage));
    }

    public static void CheckEncoding(OperationCall call)
    {
        if (call.Find("EncodingType") is { } type and not "url") throw S3Errors.InvalidArgument("Invalid Encoding Method specified in Request", "encoding-type", type);
    }

    static JsonObject Common(OperationCall call, KeyPage page)
    {
        var (prefix, delimiter, limit) = ParametersOf(call);
        var output = new JsonObject
        {
            ["Name"] = call.Get("Bucket"),
            ["Prefix"] = Encode(call, prefix),
            ["MaxKeys"] = limit,
            ["IsTruncated"] = page.IsTruncated,
            ["CommonPrefixes"] = PrefixesOf(call, page.Prefixes),
        };
        if (delimiter is not null) output["Delimiter"] = Encode(call, delimiter);
        if (call.Find("EncodingType") is { } encoding) output["EncodingType"] = encoding;
        return output;
    }

    static JsonArray PrefixesOf(OperationCall call, List<string> prefixes)
        => new([.. prefixes.Select(prefix => new JsonObject { ["Prefix"] = Encode(call, prefix) })]);

    static JsonArray ContentsOf(OperationCall call, KeyPage page, bool hasOwner) => new([.. page.Keys.Select(record => ToJson(call, record, hasOwner))]);

    static JsonObject ToJson(OperationCall call, ObjectRecord record, bool hasOwner)
    {
        var version = record.Current!;
        var item = new JsonObject
        {
            ["Key"] = Encode(call, record.Key),
            ["LastModified"] = ObjectHeaders.Moment(version.LastModified),
            ["ETag"] = $"\"{version.ETag}\"",
            ["Size"] = version.Size,
            ["StorageClass"] = version.Headers.GetValueOrDefault("StorageClass", "STANDARD"),
        };
        AddChecksum(item, version);
        if (hasOwner) item["Owner"] = BucketOwner.Of(call.Caller);
        return item;
    }

    static JsonObject ToJson(OperationCall call, string key, ObjectVersion version, bool isLatest)
    {
        var item = new JsonObject
        {
            ["Key"] = Encode(call, key),
            ["VersionId"] = version.VersionId,
            ["IsLatest"] = isLatest,
            ["LastModified"] = ObjectHeaders.Moment(version.LastModified),
            ["Owner"] = BucketOwner.Of(call.Caller),
        };
        AddChecksum(item, version);
        if (!version.IsDeleteMarker) (item["ETag"], item["Size"], item["StorageClass"]) = ($"\"{version.ETag}\"", version.Size, version.Headers.GetValueOrDefault("StorageClass", "STANDARD"));
        return new() { [version.IsDeleteMarker ? "DeleteMarker" : "Version"] = item };
    }

    static void AddChecksum(JsonObject item, ObjectVersion version)
    {
        if (version.Checksum is { } checksum) (item["ChecksumAlgorithm"], item["ChecksumType"]) = (new JsonArray(checksum.Algorithm), checksum.Type);
    }

    /// <summary>Clients ask for keys in percent-encoding, since XML cannot carry every character. A space is a plus sign, as in forms.</summary>
    public static string Encode(OperationCall call, string text)
        => call.Find("EncodingType") == "url" ? new StringBuilder(Uri.EscapeDataString(text)).Replace("%2F", "/").Replace("%20", "+").Replace("%2A", "*").Replace("~", "%7E").ToString() : text;

    static string OpenToken(string token)
    {
        try { return Encoding.UTF8.GetString(Convert.FromBase64String(token)); }
        catch (FormatException) { throw S3Errors.InvalidArgument("The continuation token provided is incorrect", "continuation-token", token); }
    }
}

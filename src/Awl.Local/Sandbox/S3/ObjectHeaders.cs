using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Local.Sandbox.Authentication;

namespace Awl.Local.Sandbox.S3;

/// <summary>What is kept beside an object's bytes: read from the input that writes it, written into the output that reads it.</summary>
static class ObjectHeaders
{
    static readonly string[] s_kept =
        ["CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage", "ContentType", "StorageClass", "WebsiteRedirectLocation", "ServerSideEncryption", "SSEKMSKeyId"];

    static readonly HashSet<string> s_storageClasses =
        ["STANDARD", "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "GLACIER_IR", "DEEP_ARCHIVE", "OUTPOSTS", "SNOW", "EXPRESS_ONEZONE"];

    const int MostMetadataBytes = 2048;

    /// <exception cref="SandboxException">There is no such storage class or encryption.</exception>
    public static Dictionary<string, string> Of(OperationCall call)
    {
        if (call.Find("StorageClass") is { } storage && !s_storageClasses.Contains(storage))
            throw new SandboxException("InvalidStorageClass", "The storage class you specified is not valid").With("StorageClassRequested", storage);
        if (call.Find("ServerSideEncryption") is { } encryption and not ("AES256" or "aws:kms" or "aws:kms:dsse"))
            throw S3Errors.InvalidArgument("The encryption method specified is not supported", "x-amz-server-side-encryption", encryption);
        var headers = new Dictionary<string, string>();
        foreach (var name in s_kept)
        {
            if (call.Find(name) is { } value) headers[name] = value;
        }
        // It is kept as it came: it need not be a date.
        if (call.Request.Header("Expires") is { } expires) headers["Expires"] = expires;
        if (headers.TryGetValue("ContentEncoding", out var encoding)) SetEncoding(headers, encoding);
        headers.TryAdd("ContentType", "binary/octet-stream");
        headers.TryAdd("ServerSideEncryption", "AES256");
        return headers;
    }

    /// <summary><c>aws-chunked</c> is how the request travels, not what the object is.</summary>
    static void SetEncoding(Dictionary<string, string> headers, string encoding)
    {
        var own = string.Join(',', encoding.Split(',', StringSplitOptions.TrimEntries).Where(part => part != "aws-chunked"));
        if (own.Length == 0) headers.Remove("ContentEncoding");
        else headers["ContentEncoding"] = own;
    }

    /// <exception cref="SandboxException">It is more than S3 keeps.</exception>
    public static Dictionary<string, string> MetadataOf(OperationCall call)
    {
        var metadata = new Dictionary<string, string>();
        if (!call.Input.TryGetProperty("Metadata", out var map)) return metadata;
        foreach (var entry in map.EnumerateObject()) metadata[entry.Name.ToLowerInvariant()] = entry.Value.GetString()!;
        var size = metadata.Sum(entry => Encoding.UTF8.GetByteCount(entry.Key) + Encoding.UTF8.GetByteCount(entry.Value));
        return size <= MostMetadataBytes ? metadata : throw new SandboxException("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size")
            .With("Size", $"{size}").With("MaxSizeAllowed", $"{MostMetadataBytes}");
    }

    /// <summary>Tags in a header, written as a query.</summary>
    /// <exception cref="SandboxException">There are too many, or two of one name.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> TagsOf(OperationCall call)
    {
        if (call.Find("Tagging") is not { } text) return [];
        var tags = new List<KeyValuePair<string, string>>();
        foreach (var part in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=', 2);
            tags.Add(new(Uri.UnescapeDataString(pair[0].Replace('+', ' ')), pair.Length > 1 ? Uri.UnescapeDataString(pair[1].Replace('+', ' ')) : ""));
        }
        if (tags.Count > TaggingOperations.MostTags) throw TaggingOperations.TooMany;
        return tags.DistinctBy(tag => tag.Key).Count() == tags.Count ? tags
            : throw S3Errors.InvalidArgument("The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.", "x-amz-tagging", text);
    }

    /// <summary>The members of the outputs of <c>GetObject</c> and <c>HeadObject</c>.</summary>
    public static JsonObject Write(Bucket bucket, ObjectVersion version, OperationCall call)
    {
        if (call.Caller.Kind == CallerKind.Anonymous && call.Request.Query.Exists(parameter => parameter.Key.StartsWith("response-", StringComparison.Ordinal)))
            throw new SandboxException("InvalidRequest", "Request specific response headers cannot be used for anonymous GET requests.");
        var output = new JsonObject { ["AcceptRanges"] = "bytes", ["LastModified"] = version.LastModified, ["ETag"] = $"\"{version.ETag}\"" };
        foreach (var header in version.Headers)
        {
            if (header is not { Key: "StorageClass", Value: "STANDARD" }) output[header.Key] = header.Value;
        }
        foreach (var name in s_kept)
        {
            if (call.Input.TryGetProperty("Response" + name, out var value)) output[name] = value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
        }
        if (call.Request.QueryValue("response-expires") is { } expires) output["Expires"] = expires;
        if (version.Metadata.Count > 0) output["Metadata"] = new JsonObject(version.Metadata.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));
        if (bucket.ShownIdOf(version) is { } id) output["VersionId"] = id;
        if (version.Tags.Count > 0) output["TagCount"] = version.Tags.Count;
        return output;
    }

    /// <summary>The members that tell how an object is encrypted. What S3 does by default it says too.</summary>
    public static void WriteEncryption(JsonObject output, Dictionary<string, string> headers)
    {
        foreach (var name in (string[])["ServerSideEncryption", "SSEKMSKeyId"])
        {
            if (headers.TryGetValue(name, out var value)) output[name] = value;
        }
    }

    /// <summary>The members that carry a checksum.</summary>
    public static void WriteChecksum(JsonObject output, ObjectChecksum? checksum)
    {
        if (checksum is null) return;
        output["Checksum" + checksum.Algorithm] = checksum.Value;
        output["ChecksumType"] = checksum.Type;
    }

    /// <summary>How S3 writes moments into XML: milliseconds, which are always none.</summary>
    public const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss'.000Z'";

    public static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString(MomentFormat, CultureInfo.InvariantCulture);
}

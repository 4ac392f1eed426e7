using System.Text.Json.Nodes;

namespace Awl.Local.Sandbox.S3;

/// <summary>Tags of objects.</summary>
sealed class TaggingOperations(ObjectOperations objects)
{
    public const int MostTags = 10;

    public static SandboxException TooMany => new("BadRequest", $"Object tags cannot be greater than {MostTags}");

    public OperationReply Get(OperationCall call)
    {
        var (bucket, version) = objects.Find(call);
        return new(WithVersion(bucket, version, new JsonObject
        {
            ["TagSet"] = new JsonArray([.. version.Tags.Select(tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value })]),
        }));
    }

    public OperationReply Put(OperationCall call)
    {
        var tags = call.Input.GetProperty("Tagging").GetProperty("TagSet").EnumerateArray()
            .Select(tag => KeyValuePair.Create(tag.GetProperty("Key").GetString()!, tag.GetProperty("Value").GetString()!)).ToList();
        if (tags.Count > MostTags) throw TooMany;
        if (tags.DistinctBy(tag => tag.Key).Count() < tags.Count) throw new SandboxException("InvalidTag", "Cannot provide multiple Tags with the same key");
        return Replace(call, tags, 200);
    }

    public OperationReply Delete(OperationCall call) => Replace(call, [], 204);

    OperationReply Replace(OperationCall call, IReadOnlyList<KeyValuePair<string, string>> tags, int status)
    {
        var (bucket, version) = objects.Find(call);
        bucket.Replace(call.Get("Key"), version with { Tags = tags });
        return new(WithVersion(bucket, version, [])) { Status = status };
    }

    static JsonObject WithVersion(Bucket bucket, ObjectVersion version, JsonObject output)
    {
        if (bucket.ShownIdOf(version) is { } id) output["VersionId"] = id;
        return output;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awl.Local.Sandbox.S3;

/// <summary>Deletes objects: one, or many of which each is asked for by itself.</summary>
/// <param name="buckets">All buckets.</param>
/// <param name="findRefusal">Why the policies refuse something, or null.</param>
sealed class DeleteOperations(BucketStore buckets, Func<OperationCall, Permission, SandboxException?> findRefusal)
{
    /// <summary>So many objects at most go at once.</summary>
    const int MostDeleted = 1000;

    public OperationReply Delete(OperationCall call)
    {
        var bucket = buckets.Get(call.Get("Bucket"));
        var (key, versionId) = (ObjectOperations.CheckKey(call.Get("Key")), call.Find("VersionId"));
        ObjectOperations.CheckVersionId(versionId);
        if (call.Find("IfMatch") is not null) Precondition.CheckWrite(call, key, bucket.Find(key));
        return new(Delete(bucket, key, versionId, call.Now));
    }

    /// <summary>What may not be deleted stands among the errors of the reply; the rest goes.</summary>
    public OperationReply DeleteMany(OperationCall call)
    {
        var bucket = buckets.Get(call.Get("Bucket"));
        BodyDigests.Require(call.Request);
        var order = call.Input.GetProperty("Delete");
        if (order.GetProperty("Objects").GetArrayLength() is 0 or > MostDeleted) throw S3Errors.MalformedXml;
        var (deleted, errors) = (new JsonArray(), new JsonArray());
        foreach (var item in order.GetProperty("Objects").EnumerateArray()) DeleteOne(call, bucket, item, deleted, errors);

        var isQuiet = order.TryGetProperty("Quiet", out var value) && value.GetBoolean();
        return new(new JsonObject { ["Deleted"] = isQuiet ? [] : deleted, ["Errors"] = errors });
    }

    void DeleteOne(OperationCall call, Bucket bucket, JsonElement item, JsonArray deleted, JsonArray errors)
    {
        var (key, version) = (item.GetProperty("Key").GetString()!, item.TryGetProperty("VersionId", out var id) ? id.GetString() : null);
        if (findRefusal(call, S3Permissions.OfDeletion(bucket.Name, key, version)) is { } refusal) errors.Add((JsonNode)ToError(key, version, refusal));
        else deleted.Add((JsonNode)ToDeleted(key, version, Delete(bucket, key, version, call.Now)));
    }

    static JsonObject ToError(string key, string? version, SandboxException refusal)
    {
        var error = new JsonObject { ["Key"] = key, ["Code"] = refusal.Code, ["Message"] = refusal.Message };
        if (version is not null) error["VersionId"] = version;
        return error;
    }

    static JsonObject ToDeleted(string key, string? version, JsonObject result)
    {
        var deleted = new JsonObject { ["Key"] = key };
        if (version is not null) deleted["VersionId"] = version;
        if (result["DeleteMarker"] is not null) (deleted["DeleteMarker"], deleted["DeleteMarkerVersionId"]) = (true, (string?)result["VersionId"]);
        return deleted;
    }

    /// <summary>Without a version, and while versions are kept, a mark is set instead; no such key is fine.</summary>
    static JsonObject Delete(Bucket bucket, string key, string? versionId, DateTimeOffset now)
    {
        if (versionId is null && bucket.Record.Versioning is not null)
        {
            var marker = ObjectOperations.NewVersion(bucket, now) with { IsDeleteMarker = true };
            bucket.Put(key, marker, static _ => { });
            return new() { ["DeleteMarker"] = true, ["VersionId"] = marker.VersionId };
        }
        var removed = bucket.Remove(key, versionId ?? ObjectVersion.NullId);
        var output = new JsonObject();
        if (versionId is not null) output["VersionId"] = versionId;
        if (removed is { IsDeleteMarker: true }) output["DeleteMarker"] = true;
        return output;
    }
}

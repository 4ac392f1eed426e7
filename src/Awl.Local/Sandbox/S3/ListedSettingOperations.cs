using System.Text.Json.Nodes;

namespace Awl.Local.Sandbox.S3;

/// <summary>Settings of which a bucket may have several, each by its id: kept, listed and given back. The sandbox does nothing by them.</summary>
sealed class ListedSettingOperations(BucketStore buckets)
{
    static readonly string[] s_kinds = ["Analytics", "IntelligentTiering", "Inventory", "Metrics"];

    /// <summary>The operation of that name, or null.</summary>
    public Func<OperationCall, OperationReply>? Find(string operation)
    {
        foreach (var kind in s_kinds)
        {
            if (operation == $"PutBucket{kind}Configuration") return call => Put(call, kind);
            if (operation == $"GetBucket{kind}Configuration") return call => Get(call, kind);
            if (operation == $"DeleteBucket{kind}Configuration") return call => Delete(call, kind);
            if (operation == $"ListBucket{kind}Configurations") return call => List(call, kind);
        }
        return null;
    }

    OperationReply Put(OperationCall call, string kind)
    {
        if (!call.Input.TryGetProperty(kind + "Configuration", out var value)) throw S3Errors.MalformedXml;
        BucketOf(call).ChangeRecord(record => record.Settings[NameOf(kind, call.Get("Id"))] = value.GetRawText());
        return OperationReply.Empty;
    }

    OperationReply Get(OperationCall call, string kind)
        => new(new JsonObject { [kind + "Configuration"] = JsonNode.Parse(BucketOf(call).Record.Settings.GetValueOrDefault(NameOf(kind, call.Get("Id"))) ?? throw NoSuch()) });

    OperationReply Delete(OperationCall call, string kind)
    {
        BucketOf(call).ChangeRecord(record =>
        {
            if (!record.Settings.Remove(NameOf(kind, call.Get("Id")))) throw NoSuch();
        });
        return OperationReply.Empty;
    }

    OperationReply List(OperationCall call, string kind)
    {
        var settings = BucketOf(call).Read(bucket => bucket.Record.Settings.Where(setting => setting.Key.StartsWith(NameOf(kind, ""), StringComparison.Ordinal)).OrderBy(setting => setting.Key, StringComparer.Ordinal).ToList());
        return new(new JsonObject { ["IsTruncated"] = false, [kind + "ConfigurationList"] = new JsonArray([.. settings.Select(setting => JsonNode.Parse(setting.Value))]) });
    }

    Bucket BucketOf(OperationCall call) => buckets.Get(call.Get("Bucket"));

    static string NameOf(string kind, string id) => $"Bucket{kind}Configuration/{id}";

    static SandboxException NoSuch() => new("NoSuchConfiguration", "The specified configuration does not exist.", 404);
}

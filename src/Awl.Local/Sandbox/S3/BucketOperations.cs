using System.Text.Json.Nodes;

namespace Awl.Local.Sandbox.S3;

/// <summary>Buckets: create, find, list, delete, versioning.</summary>
sealed class BucketOperations(BucketStore buckets)
{
    const string FirstRegion = "us-east-1";

    public OperationReply Create(OperationCall call)
    {
        var name = CheckName(call.Get("Bucket"));
        var region = RegionOf(call);
        var settings = BucketSettingOperations.Initial(call.Find("ObjectOwnership") ?? BucketSettingOperations.OwnerEnforced);
        if (call.Find("ACL") is not (null or "private") && settings["BucketOwnershipControls"].Contains(BucketSettingOperations.OwnerEnforced, StringComparison.Ordinal))
            throw new SandboxException("InvalidBucketAclWithObjectOwnership", "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");
        var isNew = buckets.TryCreate(new BucketRecord { Name = name, Region = region, CreationDate = call.Now, Settings = settings });
        // As of old, the first region is content to find the bucket there.
        if (!isNew && region != FirstRegion)
            throw new SandboxException("BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.", 409).With("BucketName", name);
        return new(new JsonObject { ["Location"] = "/" + name });
    }

    static string RegionOf(OperationCall call)
        => call.Input.TryGetProperty("CreateBucketConfiguration", out var configuration) && configuration.TryGetProperty("LocationConstraint", out var region) && region.GetString() is { Length: > 0 } name
            ? name : FirstRegion;

    /// <remarks>Source: S3 user guide, "General purpose bucket naming rules".</remarks>
    static string CheckName(string name)
    {
        var isGood = name.Length is >= 3 and <= 63 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.')
            && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1]) && !name.Contains("..", StringComparison.Ordinal)
            && !System.Net.IPAddress.TryParse(name, out _);
        return isGood ? name : throw new SandboxException("InvalidBucketName", "The specified bucket is not valid.").With("BucketName", name);
    }

    public OperationReply Head(OperationCall call) => new(new JsonObject { ["BucketRegion"] = buckets.Get(call.Get("Bucket")).Record.Region });

    public OperationReply Delete(OperationCall call)
    {
        buckets.Delete(call.Get("Bucket"));
        return OperationReply.Empty;
    }

    /// <summary>A continuation token is the name of the last bucket.</summary>
    public OperationReply List(OperationCall call)
    {
        var (prefix, after, limit) = (call.Find("Prefix") ?? "", call.Find("ContinuationToken") ?? "", call.GetCount("MaxBuckets", 1, 10_000, 10_000));
        var rest = buckets.All.Where(bucket => bucket.Name.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(bucket.Name, after) > 0
            && (call.Find("BucketRegion") is not { } region || region == bucket.Record.Region)).Take(limit + 1).ToList();
        var output = new JsonObject
        {
            ["Buckets"] = new JsonArray([.. rest.Take(limit).Select(bucket => ToJson(call, bucket.Record))]),
            ["Owner"] = BucketOwner.Of(call.Caller),
        };
        if (prefix.Length > 0) output["Prefix"] = prefix;
        if (rest.Count > limit) output["ContinuationToken"] = rest[limit - 1].Name;
        return new(output);
    }

    /// <summary>Only a listing in pages tells regions.</summary>
    static JsonObject ToJson(OperationCall call, BucketRecord record)
    {
        var bucket = new JsonObject { ["Name"] = record.Name, ["CreationDate"] = ObjectHeaders.Moment(record.CreationDate) };
        if (call.FindNumber("MaxBuckets") is not null || call.Find("BucketRegion") is not null) bucket["BucketRegion"] = record.Region;
        return bucket;
    }

    public OperationReply GetLocation(OperationCall call)
    {
        var region = buckets.Get(call.Get("Bucket")).Record.Region;
        return new(region == FirstRegion ? [] : new JsonObject { ["LocationConstraint"] = region });
    }

    public OperationReply GetVersioning(OperationCall call)
        => new(buckets.Get(call.Get("Bucket")).Record.Versioning is { } status ? new JsonObject { ["Status"] = status } : []);

    public OperationReply PutVersioning(OperationCall call)
    {
        var status = call.Input.TryGetProperty("VersioningConfiguration", out var configuration) && configuration.TryGetProperty("Status", out var value) ? value.GetString() : null;
        if (status is not ("Enabled" or "Suspended")) throw new SandboxException("IllegalVersioningConfigurationException", "The Versioning element must be specified");
        buckets.Get(call.Get("Bucket")).ChangeRecord(record => record.Versioning = status);
        return OperationReply.Empty;
    }
}

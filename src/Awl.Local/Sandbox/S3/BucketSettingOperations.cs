using System.Text.Json.Nodes;
using Awl.Local.Sandbox.Policies;

namespace Awl.Local.Sandbox.S3;

/// <summary>Settings of a bucket that are kept and given back. What changes what the sandbox does: policy, versioning, ownership, and the block of public access.</summary>
sealed class BucketSettingOperations(BucketStore buckets)
{
    /// <summary>Each setting: the end of its operations' names, how the operation that removes it is called, and what S3 says when it is not set.</summary>
    static readonly BucketSetting[] s_settings =
    [
        new("BucketPolicy", "DeleteBucketPolicy", "NoSuchBucketPolicy", "The bucket policy does not exist"),
        new("BucketTagging", "DeleteBucketTagging", "NoSuchTagSet", "The TagSet does not exist"),
        new("BucketCors", "DeleteBucketCors", "NoSuchCORSConfiguration", "The CORS configuration does not exist"),
        new("BucketLifecycleConfiguration", "DeleteBucketLifecycle", "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"),
        new("BucketWebsite", "DeleteBucketWebsite", "NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration"),
        new("BucketEncryption", "DeleteBucketEncryption", "ServerSideEncryptionConfigurationNotFoundError", "The server side encryption configuration was not found"),
        new("BucketReplication", "DeleteBucketReplication", "ReplicationConfigurationNotFoundError", "The replication configuration was not found"),
        new("BucketOwnershipControls", "DeleteBucketOwnershipControls", "OwnershipControlsNotFoundError", "The bucket ownership controls were not found"),
        new("PublicAccessBlock", "DeletePublicAccessBlock", "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found"),
        new("ObjectLockConfiguration", null, "ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket"),
        new("BucketNotificationConfiguration", null, null, ""),
        new("BucketLogging", null, null, ""),
        new("BucketAccelerateConfiguration", null, null, ""),
        new("BucketRequestPayment", null, null, """{"Payer":"BucketOwner"}"""),
    ];

    /// <summary>The kind of ownership that new buckets have.</summary>
    public const string OwnerEnforced = "BucketOwnerEnforced";

    const string Encryption = """{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"},"BucketKeyEnabled":false}]}""";

    /// <summary>What a new bucket has.</summary>
    /// <remarks>Source: S3 user guide, "Default settings for new S3 buckets FAQ".</remarks>
    public static Dictionary<string, string> Initial(string ownership) => new()
    {
        ["BucketEncryption"] = Encryption,
        ["BucketOwnershipControls"] = new JsonObject { ["Rules"] = new JsonArray(new JsonObject { ["ObjectOwnership"] = ownership }) }.ToJsonString(),
        ["PublicAccessBlock"] = """{"BlockPublicAcls":true,"IgnorePublicAcls":true,"BlockPublicPolicy":true,"RestrictPublicBuckets":true}""",
    };

    /// <summary>The operation of that name, or null.</summary>
    public Func<OperationCall, OperationReply>? Find(string operation)
    {
        foreach (var setting in s_settings)
        {
            // A lock cannot be put onto a bucket that was made without.
            if (operation == "Put" + setting.Name && setting.Name != "ObjectLockConfiguration") return call => Put(call, setting);
            if (operation == "Get" + setting.Name) return call => Get(call, setting);
            if (operation == setting.DeleteOperation) return call => Delete(call, setting);
        }
        return operation == "GetBucketPolicyStatus" ? GetPolicyStatus : null;
    }

    OperationReply Put(OperationCall call, BucketSetting setting)
    {
        var payload = call.Operation.Input!.Value.Payload!.Value;
        if (!call.Input.TryGetProperty(payload.NameUtf8, out var value)) throw new SandboxException("MissingRequestBodyError", "Request Body is empty");
        var bucket = buckets.Get(call.Get("Bucket"));
        if (setting.Name == "BucketPolicy") PublicAccess.CheckPolicy(call, bucket, ParsePolicy(value.GetString()!, bucket));
        bucket.ChangeRecord(record => record.Settings[setting.Name] = value.GetRawText());
        return OperationReply.Empty with { Status = setting.Name == "BucketPolicy" ? 204 : 200 };
    }

    /// <summary>S3 has a code of its own for a policy that is none.</summary>
    static PolicyDocument ParsePolicy(string policy, Bucket bucket)
    {
        try
        {
            var document = PolicyDocument.Parse(policy);
            foreach (var statement in document.Statements) CheckStatement(statement, bucket);
            return document;
        }
        catch (SandboxException e)
        {
            throw e.Code == "MalformedPolicy" ? e : new SandboxException("MalformedPolicy", policy.StartsWith('{') ? e.Message : "Policies must be valid JSON and the first byte must be '{'");
        }
    }

    static void CheckStatement(PolicyStatement statement, Bucket bucket)
    {
        if (statement.Principals is null) throw new SandboxException("MalformedPolicy", "Missing required field Principal");
        if (statement.Actions is null) throw new SandboxException("MalformedPolicy", "Missing required field Action");
        var (arn, patterns) = ($"arn:aws:s3:::{bucket.Name}", statement.Resources?.Patterns ?? throw new SandboxException("MalformedPolicy", "Missing required field Resource"));
        if (!patterns.All(pattern => pattern == "*" || pattern == arn || pattern == arn + "*" || pattern.StartsWith(arn + "/", StringComparison.Ordinal))) throw new SandboxException("MalformedPolicy", "Policy has invalid resource");
    }

    OperationReply GetPolicyStatus(OperationCall call)
    {
        var bucket = buckets.Get(call.Get("Bucket"));
        var policy = bucket.FindPolicy() ?? throw new SandboxException("NoSuchBucketPolicy", "The bucket policy does not exist", 404).With("BucketName", bucket.Name);
        return new(new JsonObject { ["PolicyStatus"] = new JsonObject { ["IsPublic"] = PublicAccess.IsPublic(PolicyDocument.Parse(policy)) } });
    }

    OperationReply Get(OperationCall call, BucketSetting setting)
    {
        var bucket = buckets.Get(call.Get("Bucket"));
        if (!bucket.Record.Settings.TryGetValue(setting.Name, out var json))
            return setting.ErrorCode is null ? new(ParseObject(setting.Otherwise)) : throw new SandboxException(setting.ErrorCode, setting.Otherwise, 404).With("BucketName", bucket.Name);
        return new(call.Operation.Output!.Value.Payload is { } payload ? new JsonObject { [payload.Name] = JsonNode.Parse(json) } : ParseObject(json));
    }

    OperationReply Delete(OperationCall call, BucketSetting setting)
    {
        buckets.Get(call.Get("Bucket")).ChangeRecord(record =>
        {
            // Everything is encrypted; without a setting of one's own as it is by default.
            if (setting.Name == "BucketEncryption") record.Settings[setting.Name] = Encryption;
            else record.Settings.Remove(setting.Name);
        });
        return OperationReply.Empty;
    }

    static JsonObject ParseObject(string json) => json.Length == 0 ? [] : JsonNode.Parse(json)!.AsObject();

    /// <param name="Name">The end of the names of the operations that read and write it.</param>
    /// <param name="DeleteOperation">The operation that removes it, or null.</param>
    /// <param name="ErrorCode">The error when it is not set, or null when it then has a value.</param>
    /// <param name="Otherwise">The message of that error, or the value as JSON.</param>
    sealed record BucketSetting(string Name, string? DeleteOperation, string? ErrorCode, string Otherwise);
}

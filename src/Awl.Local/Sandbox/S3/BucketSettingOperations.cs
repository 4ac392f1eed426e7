using System.Text.Json.Nodes;

namespace Awl.Local.Sandbox.S3;

/// <summary>Settings of a bucket that are kept and given back: only policy and versioning change what the sandbox does.</summary>
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
        new("BucketNotificationConfiguration", null, null, ""),
        new("BucketLogging", null, null, ""),
        new("BucketAccelerateConfiguration", null, null, ""),
        new("BucketRequestPayment", null, null, """{"Payer":"BucketOwner"}"""),
    ];

    /// <summary>The operation of that name, or null.</summary>
    public Func<OperationCall, OperationReply>? Find(string operation)
    {
        foreach (var setting in s_settings)
        {
            if (operation == "Put" + setting.Name) return call => Put(call, setting);
            if (operation == "Get" + setting.Name) return call => Get(call, setting);
            if (operation == setting.DeleteOperation) return call => Delete(call, setting);
        }
        return null;
    }

    OperationReply Put(OperationCall call, BucketSetting setting)
    {
        var payload = call.Operation.Input!.Value.Payload!.Value;
        if (!call.Input.TryGetProperty(payload.NameUtf8, out var value)) throw new SandboxException("MissingRequestBodyError", "Request Body is empty");
        if (setting.Name == "BucketPolicy") CheckPolicy(value.GetString()!);
        buckets.Get(call.Get("Bucket")).ChangeRecord(record => record.Settings[setting.Name] = value.GetRawText());
        return OperationReply.Empty with { Status = setting.Name == "BucketPolicy" ? 204 : 200 };
    }

    /// <summary>S3 has a code of its own for a policy that is none.</summary>
    static void CheckPolicy(string policy)
    {
        try { Policies.PolicyDocument.Parse(policy); }
        catch (SandboxException e)
        {
            throw new SandboxException("MalformedPolicy", policy.StartsWith('{') ? e.Message : "Policies must be valid JSON and the first byte must be '{'");
        }
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
        buckets.Get(call.Get("Bucket")).ChangeRecord(record => record.Settings.Remove(setting.Name));
        return OperationReply.Empty;
    }

    static JsonObject ParseObject(string json) => json.Length == 0 ? [] : JsonNode.Parse(json)!.AsObject();

    /// <param name="Name">The end of the names of the operations that read and write it.</param>
    /// <param name="DeleteOperation">The operation that removes it, or null.</param>
    /// <param name="ErrorCode">The error when it is not set, or null when it then has a value.</param>
    /// <param name="Otherwise">The message of that error, or the value as JSON.</param>
    sealed record BucketSetting(string Name, string? DeleteOperation, string? ErrorCode, string Otherwise);
}

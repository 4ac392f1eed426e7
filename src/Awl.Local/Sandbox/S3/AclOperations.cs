using System.Text.Json.Nodes;

namespace Awl.Local.Sandbox.S3;

/// <summary>Access lists, as a bucket has them whose owner owns all that is in it, which is how S3 makes buckets today: they are read, and cannot be set.</summary>
/// <remarks>Source: S3 user guide, "Controlling ownership of objects and disabling ACLs for your bucket".</remarks>
sealed class AclOperations(BucketStore buckets, ObjectOperations objects)
{
    static readonly string[] s_grants = ["GrantFullControl", "GrantRead", "GrantReadACP", "GrantWrite", "GrantWriteACP"];

    public OperationReply GetOfBucket(OperationCall call)
    {
        buckets.Get(call.Get("Bucket"));
        return OwnersOnly(call);
    }

    public OperationReply GetOfObject(OperationCall call)
    {
        objects.Find(call);
        return OwnersOnly(call);
    }

    public OperationReply PutOfBucket(OperationCall call) => Put(call, buckets.Get(call.Get("Bucket")));

    public OperationReply PutOfObject(OperationCall call) => Put(call, objects.Find(call).Bucket);

    /// <summary>Checks the list that an upload, or a new bucket, asks for.</summary>
    /// <exception cref="SandboxException">It is more than the owner's own, and the bucket has no lists.</exception>
    public void CheckUpload(OperationCall call)
    {
        if (call.Find("ACL") is null or "private" or "bucket-owner-full-control" && !HasGrants(call)) return;
        if (buckets.Find(call.Get("Bucket")) is { } bucket) throw Refused(bucket);
    }

    static OperationReply Put(OperationCall call, Bucket bucket)
    {
        if (bucket.HasNoLists || call.Find("ACL") is not ("private" or "bucket-owner-full-control") || HasGrants(call)) throw Refused(bucket);
        return OperationReply.Empty with { Status = 200 };
    }

    static bool HasGrants(OperationCall call) => s_grants.Any(name => call.Find(name) is not null);

    static SandboxException Refused(Bucket bucket) => bucket.HasNoLists
        ? new SandboxException("AccessControlListNotSupported", "The bucket does not allow ACLs").With("BucketName", bucket.Name)
        : new("NotImplemented", "The sandbox has no access lists but the owner's own: allow others by a policy of the bucket.", 501);

    static OperationReply OwnersOnly(OperationCall call)
    {
        var grantee = BucketOwner.Of(call.Caller);
        grantee["Type"] = "CanonicalUser";
        return new(new JsonObject
        {
            ["Owner"] = BucketOwner.Of(call.Caller),
            ["Grants"] = new JsonArray(new JsonObject { ["Grantee"] = grantee, ["Permission"] = "FULL_CONTROL" }),
        });
    }
}

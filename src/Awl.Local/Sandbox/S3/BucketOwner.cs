using System.Text.Json.Nodes;
using Awl.Local.Sandbox.Authentication;

namespace Awl.Local.Sandbox.S3;

/// <summary>The account as S3 names it: all buckets, objects and uploads are its own.</summary>
static class BucketOwner
{
    /// <summary>An id of 64 hexadecimal digits, made of the account's number.</summary>
    public static JsonObject Of(Caller caller)
        => new() { ["ID"] = (caller.Arn.Split(':').ElementAtOrDefault(4) ?? "").PadLeft(64, '0'), ["DisplayName"] = "sandbox" };
}

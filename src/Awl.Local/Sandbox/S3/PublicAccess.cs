using System.Text.Json;
using Awl.Local.Sandbox.Policies;

namespace Awl.Local.Sandbox.S3;

/// <summary>S3's block of public access: what a bucket's settings forbid, whatever its policy says.</summary>
/// <remarks>Source: S3 user guide, "Blocking public access to your Amazon S3 storage", with its meaning of "public".</remarks>
static class PublicAccess
{
    /// <summary>What a condition may pin down so that a statement for everybody is none for the public.</summary>
    static readonly string[] s_restricting =
    [
        "aws:SourceIp", "aws:SourceArn", "aws:SourceVpc", "aws:SourceVpce", "aws:SourceOwner", "aws:SourceAccount", "aws:userid", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalArn",
        "aws:PrincipalAccount", "aws:ResourceAccount", "s3:DataAccessPointAccount", "s3:DataAccessPointArn", "s3:x-amz-server-side-encryption-aws-kms-key-id",
    ];

    /// <summary>Whether a policy lets in somebody whom it does not name.</summary>
    public static bool IsPublic(PolicyDocument policy) => policy.Statements.Any(IsPublic);

    /// <summary>Checks a policy that is to be put onto a bucket.</summary>
    /// <exception cref="SandboxException">It is public, and the bucket's settings forbid that.</exception>
    public static void CheckPolicy(OperationCall call, Bucket bucket, PolicyDocument policy)
    {
        if (!IsPublic(policy) || !IsSet(bucket, "BlockPublicPolicy")) return;
        throw new SandboxException("AccessDenied", $"User: {call.Caller.Arn} is not authorized to perform: s3:PutBucketPolicy on resource: \"arn:aws:s3:::{bucket.Name}\" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.", 403);
    }

    /// <summary>Whether a public policy lets in the account's own identities only.</summary>
    public static bool IsRestricted(Bucket bucket) => IsSet(bucket, "RestrictPublicBuckets");

    static bool IsPublic(PolicyStatement statement)
        => statement is { Allows: true, Principals: { } principals } && (principals.IsNegated || principals.Aws.Contains("*")) && !statement.Conditions.Any(IsRestricting);

    static bool IsRestricting(PolicyCondition condition)
        => !condition.Operator.Contains("Not", StringComparison.Ordinal) && s_restricting.Contains(condition.Key, StringComparer.OrdinalIgnoreCase)
            && condition.Values.All(value => value.AsSpan().IndexOfAny("*?$") < 0 && !value.EndsWith("/0", StringComparison.Ordinal));

    static bool IsSet(Bucket bucket, string name)
        => bucket.Record.Settings.GetValueOrDefault("PublicAccessBlock") is { } json && JsonElement.Parse(json).TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}

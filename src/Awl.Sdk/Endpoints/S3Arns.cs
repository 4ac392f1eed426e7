using System.Text.Json;
using Awl.Model;

namespace Awl.Endpoints;

/// <summary>What S3 and S3 Control do with ARNs and bucket names before their rule sets are asked.</summary>
static class S3Arns
{
    /// <summary>Adjusts path style to one call of S3: ARNs never have it, the search for a bucket's region always.</summary>
    /// <remarks>
    /// The region of a bucket that GetBucketLocation asks about is not known yet, so its own host name cannot be used.
    /// Source: botocore handlers.py, customize_endpoint_resolver_builtins.
    /// </remarks>
    public static BuiltInValues AdjustPathStyle(BuiltInValues builtIns, Operation operation, JsonElement input)
    {
        if (operation.NameUtf8.SequenceEqual("GetBucketLocation"u8)) return builtIns with { S3ForcePathStyle = true };
        return FindArn(input, "Bucket"u8) is null ? builtIns : builtIns with { S3ForcePathStyle = false };
    }

    /// <summary>Refuses ARNs that an operation of S3 Control does not take: all but those of buckets and access points on outposts.</summary>
    /// <exception cref="ConfigurationException">The ARN cannot be used, or contradicts the settings or the account given beside it.</exception>
    /// <remarks>Source: botocore utils.py, S3ControlArnParamHandlerv2.</remarks>
    public static void CheckControl(EndpointSettings settings, Operation operation, JsonElement input)
    {
        // These two find their endpoint by an outpost given by itself.
        var name = operation.NameUtf8;
        if (name.SequenceEqual("CreateBucket"u8) || name.SequenceEqual("ListRegionalBuckets"u8)) return;

        if (!name.SequenceEqual("CreateAccessPoint"u8)) CheckControl(settings, input, "Name", "accesspoint");
        CheckControl(settings, input, "Bucket", "bucket");
    }

    static void CheckControl(EndpointSettings settings, JsonElement input, string member, string kind)
    {
        if (FindArn(input, System.Text.Encoding.UTF8.GetBytes(member)) is not { } text) return;
        if (!Arn.TryParse(text, out var arn)) throw Refused(text, $"The {member} parameter does not support the provided ARN");

        if (arn.Region.StartsWith("fips-", StringComparison.Ordinal) || arn.Region.EndsWith("fips-", StringComparison.Ordinal))
            throw Refused(text, "Invalid ARN, FIPS region not allowed in ARN.");
        if (settings.S3UseAccelerate)
        {
            throw new ConfigurationException(ConfigurationFault.Invalid,
                "Unsupported configuration when using S3 Control: S3 control client does not support accelerate endpoints");
        }

        var isOnOutpost = arn.Service == "s3-outposts" && arn.ResourceId(0) == "outpost" && arn.ResourceId(2) == kind
            && arn.ResourceId(3) is not null && arn.ResourceId(4) is null;
        if (!isOnOutpost) throw Refused(text, $"The {member} parameter does not support the provided ARN");

        if (FindText(input, "AccountId"u8) is { } account && account != arn.AccountId)
            throw Refused(text, $"Account ID in arn does not match the AccountId parameter provided: \"{account}\"");
    }

    static ConfigurationException Refused(string arn, string why)
        => new(ConfigurationFault.Invalid, $"S3 ARN \"{arn}\" provided is invalid for this operation. {why}");

    static string? FindArn(JsonElement input, ReadOnlySpan<byte> member)
        => FindText(input, member) is { } text && text.StartsWith("arn:", StringComparison.Ordinal) ? text : null;

    static string? FindText(JsonElement input, ReadOnlySpan<byte> member)
        => input.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

using System.Buffers;
using Awl.Endpoints;

namespace Awl.Client.Customizations;

/// <summary>What S3 takes for a bucket: a name, or the ARN of an access point.</summary>
/// <remarks>Source: botocore handlers.py, validate_bucket_name. The message shows its regular expressions.</remarks>
static class S3BucketName
{
    const int MaxLength = 255;
    const string NameRule = @"^[a-zA-Z0-9.\-_]{1,255}$";
    const string ArnRule = @"^arn:(aws).*:(s3|s3-object-lambda):[a-z\-0-9]*:[0-9]{12}:accesspoint[/:][a-zA-Z0-9\-.]{1,63}$"
        + @"|^arn:(aws).*:s3-outposts:[a-z\-0-9]+:[0-9]{12}:outpost[/:][a-zA-Z0-9\-]{1,63}[/:]accesspoint[/:][a-zA-Z0-9\-]{1,63}$";

    static readonly SearchValues<char> s_name = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_");

    /// <exception cref="UsageException">It is neither.</exception>
    public static void Validate(string bucket)
    {
        if (bucket.Length is > 0 and <= MaxLength && !bucket.AsSpan().ContainsAnyExcept(s_name)) return;
        if (Arn.TryParse(bucket, out var arn) && IsAccessPoint(arn)) return;

        throw new UsageException($"Parameter validation failed:\nInvalid bucket name \"{bucket}\": Bucket name must match the regex \"{NameRule}\" "
            + $"or be an ARN matching the regex \"{ArnRule}\"");
    }

    static bool IsAccessPoint(Arn arn)
    {
        if (!arn.Partition.StartsWith("aws", StringComparison.Ordinal) || !IsRegion(arn.Region) || !IsAccount(arn.AccountId)) return false;
        return arn.Service switch
        {
            "s3" or "s3-object-lambda" => arn.ResourceId(0) == "accesspoint" && IsId(arn.ResourceId(1), allowsDot: true) && arn.ResourceId(2) is null,
            "s3-outposts" => arn.Region.Length > 0 && arn.ResourceId(0) == "outpost" && IsId(arn.ResourceId(1), allowsDot: false)
                && arn.ResourceId(2) == "accesspoint" && IsId(arn.ResourceId(3), allowsDot: false) && arn.ResourceId(4) is null,
            _ => false,
        };
    }

    static bool IsRegion(string text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-') return false;
        }
        return true;
    }

    static bool IsAccount(string text) => text.Length == 12 && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    static bool IsId(string? text, bool allowsDot)
        => text is { Length: > 0 and <= 63 } && !text.AsSpan().ContainsAnyExcept(s_name) && !text.Contains('_', StringComparison.Ordinal)
            && (allowsDot || !text.Contains('.', StringComparison.Ordinal));
}

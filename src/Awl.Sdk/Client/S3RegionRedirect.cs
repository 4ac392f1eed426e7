using System.Collections.Concurrent;
using Awl.Endpoints;
using Awl.Http;

namespace Awl.Client;

/// <summary>S3 tells who asks in the wrong region where the bucket is: the call is then repeated there, once, and later calls go there at once.</summary>
/// <param name="askBucket">Asks S3 for the region of a bucket, where an error does not tell; null where that does not tell either.</param>
/// <remarks>Source: botocore utils.py, S3RegionRedirectorv2.</remarks>
sealed class S3RegionRedirect(Func<string, CancellationToken, Task<string?>> askBucket)
{
    const string RegionHeader = "x-amz-bucket-region";

    readonly ConcurrentDictionary<string, string> _regions = new(StringComparer.Ordinal);

    /// <summary>The region that an earlier call was sent to for the same bucket, or null.</summary>
    public string? FindKnown(Call call) => BucketOf(call) is { } bucket ? _regions.GetValueOrDefault(bucket) : null;

    /// <summary>The region that the bucket is in, or null when the error is about something else or nobody tells.</summary>
    /// <exception cref="ConfigurationException">What S3 says is no region.</exception>
    public async ValueTask<string?> FindRegionAsync(Call call, ServiceException error, HeaderList headers, CancellationToken cancellationToken)
    {
        if (call.IsRedirected || BucketOf(call) is not { } bucket || Arn.TryParse(bucket, out _) || !IsAboutRegion(call, error, headers)) return null;

        var region = RegionIn(headers) ?? RegionIn(error) ?? await askBucket(bucket, cancellationToken).ConfigureAwait(false);
        if (region is null) return null;
        RegionName.Validate(region);
        return _regions[bucket] = region;
    }

    /// <summary>The region in the headers of a reply, or null.</summary>
    public static string? RegionIn(HeaderList? headers) => headers?[RegionHeader] is { Length: > 0 } region ? region : null;

    static bool IsAboutRegion(Call call, ServiceException error, HeaderList headers) => error.Code switch
    {
        "PermanentRedirect" => true,
        "AuthorizationHeaderMalformed" => RegionIn(error) is not null,
        "IllegalLocationConstraintException" => call.Operation.Name != "CreateBucket",
        // A HEAD has no body, and so only its status to say it.
        "301" or "400" when call.Operation.Name == "HeadObject" => true,
        "301" or "400" when call.Operation.Name == "HeadBucket" => RegionIn(headers) is not null,
        _ => error.Status is 301 or 302 or 307 && call.Operation.Method != "HEAD",
    };

    static string? RegionIn(ServiceException error)
    {
        foreach (var (name, value) in error.Extras)
        {
            if (name == "Region") return value;
        }
        return null;
    }

    static string? BucketOf(Call call) => call.Prepared.TryGetProperty("Bucket"u8, out var bucket) ? bucket.GetString() : null;
}

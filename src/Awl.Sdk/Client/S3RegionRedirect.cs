using Awl.Http;

namespace Awl.Client;

/// <summary>S3 tells who asks in the wrong region where the bucket is: the call is then repeated there, once.</summary>
/// <remarks>Source: botocore utils.py, S3RegionRedirectorv2.</remarks>
static class S3RegionRedirect
{
    /// <summary>The region that the bucket is in, or null when the error is about something else or does not tell.</summary>
    public static string? FindRegion(Call call, ServiceException error, HeaderList headers)
    {
        if (call.Operation.Service.Name != "s3" || call.RedirectedTo is not null || !IsAboutRegion(call, error, headers)) return null;
        if (headers["x-amz-bucket-region"] is { } header) return header;

        foreach (var (name, value) in error.Extras)
        {
            if (name == "Region") return value;
        }
        return null;
    }

    static bool IsAboutRegion(Call call, ServiceException error, HeaderList headers) => error.Code switch
    {
        "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" => true,

        // A reply without a body has only its status to say it.
        "301" or "302" or "307" or "400" => call.Operation.Method == "HEAD" && headers["x-amz-bucket-region"] is not null,
        _ => error.Status is 301 or 302 or 307,
    };
}

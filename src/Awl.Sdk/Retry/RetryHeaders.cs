using System.Globalization;
using Awl.Http;

namespace Awl.Retry;

/// <summary>Headers that tell the service which call an attempt belongs to. They are no part of the signature.</summary>
/// <remarks>Source: botocore handlers.py, add_retry_headers, and endpoint.py, _calculate_ttl.</remarks>
static class RetryHeaders
{
    /// <param name="headers">The headers of the request.</param>
    /// <param name="invocationId">A UUID, the same for all attempts of a call.</param>
    /// <param name="retries">The call's attempts.</param>
    /// <param name="deadline">When we stop waiting, by the server's clock, or null where it is not known or the body streams.</param>
    public static void Set(HeaderList headers, string invocationId, CallRetries retries, DateTimeOffset? deadline)
    {
        headers["amz-sdk-invocation-id"] = invocationId;
        var ttl = deadline is { } time ? $"ttl={time.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}; " : "";
        headers["amz-sdk-request"] = retries.Attempt == 1 ? "attempt=1" : $"{ttl}attempt={retries.Attempt}; max={retries.MaxAttempts}";
    }
}

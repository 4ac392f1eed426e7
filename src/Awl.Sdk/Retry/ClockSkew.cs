using System.Globalization;
using Awl.Http;

namespace Awl.Retry;

/// <summary>Tells from an error that our clock is wrong, and by how much.</summary>
/// <remarks>
/// AWS CLI does not correct its clock; the newer SDKs do. Source: aws-sdk-go-v2 aws/retry, RetryableClockSkewError and the possible
/// clock-skew codes beside it; four minutes is their threshold, as services allow five.
/// </remarks>
static class ClockSkew
{
    static readonly TimeSpan Noticeable = TimeSpan.FromMinutes(4);

    /// <summary>What to add to the machine's clock, or null when the error has another cause or the reply has no date.</summary>
    public static TimeSpan? Find(ServiceException error, HeaderList headers, DateTimeOffset now)
    {
        if (ServerTime(headers) is not { } date) return null;

        var offset = date - now;
        return error.Code switch
        {
            "RequestTimeTooSkewed" or "RequestExpired" or "RequestInTheFuture" => offset,
            // Many causes, of which the clock is one.
            "InvalidSignatureException" or "SignatureDoesNotMatch" or "AuthFailure" or "403" when offset.Duration() >= Noticeable => offset,
            _ => null,
        };
    }

    /// <summary>The server's time by the Date header, or null.</summary>
    public static DateTimeOffset? ServerTime(HeaderList headers)
        => DateTimeOffset.TryParseExact(headers["Date"], "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}

using System.IO.Hashing;
using Awl.Http;

namespace Awl.Retry;

/// <summary>Which failures are worth another attempt.</summary>
/// <remarks>Source: botocore retries/standard.py, TransientRetryableChecker and ThrottledRetryableChecker; retries/special.py.</remarks>
static class RetryErrors
{
    /// <param name="error">The failure.</param>
    /// <param name="serviceId">The service's <c>serviceId</c> in its model, such as <c>DynamoDB</c>.</param>
    public static ErrorClass Classify(AwlException error, string serviceId) => error switch
    {
        ServiceException service => Classify(service, serviceId),
        TransportException { Fault: TransportFault.ConnectTimeout or TransportFault.ReadTimeout } => ErrorClass.Timeout,
        // AWS CLI repeats a handshake that failed for its certificate, too. It fails again, so we say so at once.
        TransportException { Fault: not TransportFault.Certificate } => ErrorClass.Transient,
        _ => ErrorClass.Final,
    };

    /// <summary>Whether the body is not the one that DynamoDB sent, by the checksum in its headers. Such a reply is <see cref="ErrorClass.Transient"/>.</summary>
    public static bool IsCorrupt(string serviceId, HeaderList headers, ReadOnlySpan<byte> body)
        => serviceId == "DynamoDB" && headers["x-amz-crc32"] is { } sent && uint.TryParse(sent, out var checksum) && checksum != Crc32.HashToUInt32(body);

    static ErrorClass Classify(ServiceException error, string serviceId)
    {
        if (error.IsModelledThrottling || IsThrottling(error.Code)) return ErrorClass.Throttling;
        if (error.IsModelledRetryable || error.Status is 500 or 502 or 503 or 504 || IsTransient(error.Code)) return ErrorClass.Transient;
        return serviceId == "STS" && error.Code == "IDPCommunicationError" ? ErrorClass.Transient : ErrorClass.Final;
    }

    static bool IsTransient(string code) => code is "RequestTimeout" or "RequestTimeoutException" or "PriorRequestNotComplete";

    static bool IsThrottling(string code) => code is
        "Throttling" or "ThrottlingException" or "ThrottledException" or "RequestThrottledException" or "TooManyRequestsException"
        or "ProvisionedThroughputExceededException" or "TransactionInProgressException" or "RequestLimitExceeded" or "BandwidthLimitExceeded"
        or "LimitExceededException" or "RequestThrottled" or "SlowDown" or "PriorRequestNotComplete" or "EC2ThrottledException";
}

using System.Text;
using Awl.Config;
using Awl.Http;
using Awl.Retry;
using Awl.Tests.Machines;

namespace Awl.Tests.Retry;

public class RetryPolicyTests
{
    static readonly ServiceException Unavailable = Error("503", 503);
    static readonly ServiceException Throttled = Error("Throttling", 400);
    static readonly TransportException TimedOut = new(TransportFault.ReadTimeout, "");

    [Theory]
    [InlineData("InternalError", 500, ErrorClass.Transient)]
    [InlineData("BadGateway", 502, ErrorClass.Transient)]
    [InlineData("ServiceUnavailable", 503, ErrorClass.Transient)]
    [InlineData("GatewayTimeout", 504, ErrorClass.Transient)]
    [InlineData("NotImplemented", 501, ErrorClass.Final)]
    [InlineData("RequestTimeout", 400, ErrorClass.Transient)]
    [InlineData("RequestTimeoutException", 408, ErrorClass.Transient)]
    [InlineData("PriorRequestNotComplete", 400, ErrorClass.Throttling)]
    [InlineData("ThrottlingException", 400, ErrorClass.Throttling)]
    [InlineData("ProvisionedThroughputExceededException", 400, ErrorClass.Throttling)]
    [InlineData("SlowDown", 503, ErrorClass.Throttling)]
    [InlineData("TooManyRequests", 429, ErrorClass.Final)]
    [InlineData("RequestTimeTooSkewed", 403, ErrorClass.Final)]
    [InlineData("ExpiredToken", 400, ErrorClass.Final)]
    [InlineData("IDPCommunicationError", 400, ErrorClass.Final)]
    public void Errors_are_classified_by_status_and_code(string code, int status, object expected)
        => Assert.Equal(expected, RetryErrors.Classify(Error(code, status), "S3"));

    [Theory]
    [InlineData(TransportFault.Connect, ErrorClass.Transient)]
    [InlineData(TransportFault.ConnectionClosed, ErrorClass.Transient)]
    [InlineData(TransportFault.Proxy, ErrorClass.Transient)]
    [InlineData(TransportFault.ConnectTimeout, ErrorClass.Timeout)]
    [InlineData(TransportFault.ReadTimeout, ErrorClass.Timeout)]
    [InlineData(TransportFault.Certificate, ErrorClass.Final)]
    public void Broken_connections_are_repeated_and_bad_certificates_are_not(TransportFault fault, object expected)
        => Assert.Equal(expected, RetryErrors.Classify(new TransportException(fault, ""), "S3"));

    [Fact]
    public void What_the_model_marks_and_what_a_service_is_known_for_is_repeated()
    {
        Assert.Equal(ErrorClass.Transient, RetryErrors.Classify(new ServiceException("Mine", "", "Op") { Status = 400, IsModelledRetryable = true }, "S3"));
        Assert.Equal(ErrorClass.Throttling, RetryErrors.Classify(new ServiceException("Mine", "", "Op") { Status = 400, IsModelledThrottling = true }, "S3"));
        Assert.Equal(ErrorClass.Transient, RetryErrors.Classify(Error("IDPCommunicationError", 400), "STS"));
        Assert.Equal(ErrorClass.Final, RetryErrors.Classify(new MalformedResponseException("not XML"), "S3"));
        Assert.Equal(ErrorClass.Final, RetryErrors.Classify(new LocalFileException("gone"), "S3"));
    }

    [Fact]
    public void A_reply_of_dynamodb_is_corrupt_when_its_checksum_says_so()
    {
        var body = Encoding.UTF8.GetBytes("123456789");
        Assert.False(RetryErrors.IsCorrupt("DynamoDB", new() { { "x-amz-crc32", "3421780262" } }, body));
        Assert.True(RetryErrors.IsCorrupt("DynamoDB", new() { { "x-amz-crc32", "3421780263" } }, body));
        Assert.False(RetryErrors.IsCorrupt("DynamoDB", new(), body));
        Assert.False(RetryErrors.IsCorrupt("S3", new() { { "x-amz-crc32", "1" } }, body));
    }

    [Fact]
    public void The_third_failure_of_a_call_is_its_last()
    {
        var call = Policy().Begin("Op");
        Assert.NotNull(call.DelayAfter(Unavailable, null));
        Assert.NotNull(call.DelayAfter(TimedOut, null));
        Assert.True(call.IsLastAttempt);
        Assert.Null(call.DelayAfter(Unavailable, null));
        Assert.Equal(3, call.Attempt);
    }

    [Fact]
    public void A_final_error_ends_the_call_at_once() => Assert.Null(Policy().Begin("Op").DelayAfter(Error("NoSuchKey", 404), null));

    [Fact]
    public void Delays_are_random_below_a_bound_that_doubles_up_to_twenty_seconds()
    {
        var call = Policy(maxAttempts: 9).Begin("Op");
        var random = new FakeMachine();
        foreach (var bound in (double[])[1, 2, 4, 8, 16, 20, 20, 20])
        {
            Assert.Equal(TimeSpan.FromSeconds(bound * Next(random)), call.DelayAfter(Unavailable, null));
        }
    }

    [Theory]
    [InlineData("x-amz-retry-after", "1500", 1.5)]
    [InlineData("x-amz-retry-after", "60000", 5)]
    [InlineData("x-amz-retry-after", "1", 0)]
    [InlineData("x-amz-retry-after", "-1", 0)]
    [InlineData("Retry-After", "3", 3)]
    [InlineData("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT", 0)]
    public void The_service_may_ask_for_up_to_five_seconds_more(string name, string value, double seconds)
    {
        var delay = Policy().Begin("Op").DelayAfter(Unavailable, new() { { name, value } })!.Value.TotalSeconds;
        var drawn = Next(new FakeMachine());
        Assert.Equal(seconds == 5 ? drawn + 5 : Math.Max(drawn, seconds), delay, 6);
    }

    [Fact]
    public void Retries_share_a_quota_that_successes_refill()
    {
        var policy = Policy();
        for (var i = 0; i < 49; i++) Assert.NotNull(policy.Begin("Op").DelayAfter(TimedOut, null));
        Assert.Equal(10, policy.Quota.Available);

        var lucky = policy.Begin("Op");
        Assert.NotNull(lucky.DelayAfter(Unavailable, null));
        Assert.Null(policy.Begin("Op").DelayAfter(TimedOut, null));
        Assert.NotNull(policy.Begin("Op").DelayAfter(Unavailable, null));
        Assert.Null(policy.Begin("Op").DelayAfter(Unavailable, null));

        lucky.Succeeded();
        Assert.Equal(5, policy.Quota.Available);
        policy.Begin("Op").Succeeded();
        Assert.Equal(6, policy.Quota.Available);
        for (var i = 0; i < 600; i++) policy.Begin("Op").Succeeded();
        Assert.Equal(500, policy.Quota.Available);
    }

    [Fact]
    public void The_new_retries_start_sooner_cost_more_and_give_dynamodb_four_attempts()
    {
        Assert.Equal(4, Policy("DynamoDB", isNew: true).MaxAttempts);
        Assert.Equal(4, Policy("DynamoDB Streams", isNew: true).MaxAttempts);
        Assert.Equal(3, Policy("S3", isNew: true).MaxAttempts);
        Assert.Equal(3, Policy("DynamoDB").MaxAttempts);
        Assert.Equal(7, Policy("DynamoDB", 7, isNew: true).MaxAttempts);

        var drawn = Next(new FakeMachine());
        Assert.Equal(0.05 * drawn, DelayOf("S3", Unavailable), 6);
        Assert.Equal(0.025 * drawn, DelayOf("DynamoDB", Unavailable), 6);
        Assert.Equal(drawn, DelayOf("DynamoDB", Throttled), 6);

        Assert.Equal(500 - 14, QuotaAfter(Unavailable));
        Assert.Equal(500 - 14, QuotaAfter(TimedOut));
        Assert.Equal(500 - 5, QuotaAfter(Throttled));
    }

    [Theory]
    [InlineData("SQS", "ReceiveMessage", true, true)]
    [InlineData("SQS", "SendMessage", true, false)]
    [InlineData("SQS", "ReceiveMessage", false, false)]
    public void A_long_poll_that_has_no_quota_left_waits_before_it_fails(string service, string operation, bool isNew, bool waits)
    {
        var policy = Policy(service, isNew: isNew);
        while (policy.Quota.TryTake(1)) { }
        var call = policy.Begin(operation);
        Assert.Null(call.DelayAfter(Unavailable, null));
        Assert.Equal(waits, call.DelayBeforeGivingUp > TimeSpan.Zero);
    }

    [Fact]
    public void The_headers_tell_attempt_and_limit()
    {
        var headers = new HeaderList();
        var call = Policy().Begin("Op");
        RetryHeaders.Set(headers, "id", call, null);
        Assert.Equal(("id", "attempt=1"), (headers["amz-sdk-invocation-id"], headers["amz-sdk-request"]));

        call.DelayAfter(Unavailable, null);
        RetryHeaders.Set(headers, "id", call, null);
        Assert.Equal("attempt=2; max=3", headers["amz-sdk-request"]);
        RetryHeaders.Set(headers, "id", call, new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));
        Assert.Equal("ttl=20300102T030405Z; attempt=2; max=3", headers["amz-sdk-request"]);
    }

    [Theory]
    [InlineData("RequestTimeTooSkewed", 30, true)]
    [InlineData("RequestExpired", -600, true)]
    [InlineData("SignatureDoesNotMatch", 600, true)]
    [InlineData("InvalidSignatureException", -600, true)]
    [InlineData("SignatureDoesNotMatch", 30, false)]
    [InlineData("AccessDenied", 600, false)]
    public void A_wrong_clock_shows_in_some_errors(string code, int offsetSeconds, bool isSkew)
    {
        var now = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var headers = new HeaderList { { "Date", now.AddSeconds(offsetSeconds).ToString("r") } };
        Assert.Equal(isSkew ? TimeSpan.FromSeconds(offsetSeconds) : null, ClockSkew.Find(Error(code, 403), headers, now));
        Assert.Null(ClockSkew.Find(Error(code, 403), new() { { "Date", "yesterday" } }, now));
        Assert.Null(ClockSkew.Find(Error(code, 403), new(), now));
    }

    static double DelayOf(string service, AwlException error) => Policy(service, isNew: true).Begin("Op").DelayAfter(error, null)!.Value.TotalSeconds;

    static int QuotaAfter(AwlException error)
    {
        var policy = Policy(isNew: true);
        policy.Begin("Op").DelayAfter(error, null);
        return policy.Quota.Available;
    }

    static ServiceException Error(string code, int status) => new(code, "", "Op") { Status = status };

    static RetryPolicy Policy(string service = "S3", int? maxAttempts = null, bool isNew = false)
    {
        var machine = new FakeMachine();
        if (isNew) machine.Variables["AWS_NEW_RETRIES_2026"] = "true";
        return new(RetryMode.Standard, maxAttempts, service, machine);
    }

    static double Next(FakeMachine machine)
    {
        var bytes = new byte[8];
        machine.FillRandom(bytes);
        return BitConverter.ToUInt64(bytes) / Math.Pow(2, 64);
    }
}

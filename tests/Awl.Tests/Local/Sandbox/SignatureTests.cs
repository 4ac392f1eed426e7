using System.Text;

namespace Awl.Tests.Local.Sandbox;

/// <summary>What the sandbox makes of requests that are not what was signed.</summary>
public class SignatureTests
{
    [Fact]
    public async Task A_signed_request_is_answered_whatever_its_key_and_query_hold()
    {
        await using var host = await SandboxHost.StartAsync();
        await CreateBucketAsync(host);
        var path = "/bucket/" + Uri.EscapeDataString("a b+c%&=ü/x").Replace("%2F", "/", StringComparison.Ordinal);
        Assert.Equal(200, (await new SignedRequest(host).To("PUT", path).WithBody("hello").SendAsync()).Status);
        Assert.Equal((200, "hello"), await new SignedRequest(host).To("GET", path).SendAsync());
        Assert.Contains("a b+c%&amp;=ü/x", (await new SignedRequest(host).To("GET", "/bucket", ("list-type", "2"), ("prefix", "a b+")).SendAsync()).Body);
    }

    [Fact]
    public async Task A_body_that_was_changed_on_the_way_is_refused_and_leaves_nothing()
    {
        await using var host = await SandboxHost.StartAsync();
        await CreateBucketAsync(host);
        var (status, body) = await new SignedRequest(host) { SentBody = "hullo"u8.ToArray() }.To("PUT", "/bucket/k").WithBody("hello").SendAsync();
        Assert.Equal(400, status);
        Assert.Contains("<Code>XAmzContentSHA256Mismatch</Code>", body);
        Assert.Equal(404, (await new SignedRequest(host).To("GET", "/bucket/k").SendAsync()).Status);
    }

    [Fact]
    public async Task A_form_that_was_changed_on_the_way_is_refused()
    {
        await using var host = await SandboxHost.StartAsync();
        var request = new SignedRequest(host, "iam") { SentBody = "Action=DeleteUser&UserName=admin"u8.ToArray() };
        var (status, body) = await request.To("POST", "/").With("Content-Type", "application/x-www-form-urlencoded").WithBody("Action=ListUsers&Version=2010-05-08").SendAsync();
        Assert.Equal(403, status);
        Assert.Contains("<Code>SignatureDoesNotMatch</Code>", body);
    }

    [Fact]
    public async Task A_header_of_AWS_that_was_added_on_the_way_is_refused()
    {
        await using var host = await SandboxHost.StartAsync();
        await CreateBucketAsync(host);
        var request = new SignedRequest(host).To("PUT", "/bucket/k").WithBody("hello");
        request.LateHeaders["x-amz-storage-class"] = "GLACIER";
        var (status, body) = await request.SendAsync();
        Assert.Equal(403, status);
        Assert.Contains("<HeadersNotSigned>x-amz-storage-class</HeadersNotSigned>", body);
    }

    [Theory, InlineData(-16, 403), InlineData(-14, 200), InlineData(14, 200), InlineData(16, 403)]
    public async Task A_clock_may_be_a_quarter_of_an_hour_off(int minutes, int expected)
    {
        await using var host = await SandboxHost.StartAsync();
        var (status, body) = await new SignedRequest(host) { Time = host.Machine.Now.AddMinutes(minutes) }.To("GET", "/").SendAsync();
        Assert.Equal(expected, status);
        if (expected == 403) Assert.Contains("<Code>RequestTimeTooSkewed</Code>", body);
    }

    [Theory, InlineData(-59, 200), InlineData(-61, 403)]
    public async Task A_link_holds_as_long_as_it_says(int ageSeconds, int expected)
    {
        await using var host = await SandboxHost.StartAsync();
        await CreateBucketAsync(host);
        await new SignedRequest(host).To("PUT", "/bucket/k").WithBody("hello").SendAsync();
        var (status, body) = await new SignedRequest(host) { Time = host.Machine.Now.AddSeconds(ageSeconds) }.To("GET", "/bucket/k").SendLinkAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(expected, status);
        Assert.Contains(expected == 200 ? "hello" : "Request has expired", body);
    }

    [Fact]
    public async Task A_link_may_be_used_to_put()
    {
        await using var host = await SandboxHost.StartAsync();
        await CreateBucketAsync(host);
        var link = new SignedRequest(host) { SentBody = "by link"u8.ToArray() }.To("PUT", "/bucket/k");
        Assert.Equal(200, (await link.SendLinkAsync(TimeSpan.FromMinutes(1))).Status);
        Assert.Equal((200, "by link"), await new SignedRequest(host).To("GET", "/bucket/k").SendAsync());
    }

    [Theory, InlineData(0), InlineData(1), InlineData(200_000), InlineData(1_000_000)]
    public async Task A_body_in_signed_chunks_arrives(int size)
    {
        await using var host = await SandboxHost.StartAsync();
        await CreateBucketAsync(host);
        var body = new string('x', size);
        var (status, error) = await new SignedRequest(host).To("PUT", "/bucket/k").WithBody(body).SendChunksAsync();
        Assert.True(status == 200, error);
        Assert.Equal(body, (await new SignedRequest(host).To("GET", "/bucket/k").SendAsync()).Body);
    }

    [Theory]
    [InlineData("xxx", "yxx", "SignatureDoesNotMatch")]
    [InlineData("x-amz-checksum-crc32:", "x-amz-checksum-crc32:A", "SignatureDoesNotMatch")]
    [InlineData("\r\n0;chunk-signature=", "\r\n0;chunk-signature=0", "SignatureDoesNotMatch")]
    [InlineData("chunk-signature=", "nothing=", "SignatureDoesNotMatch")]
    [InlineData("3;", "zz;", "IncompleteBody")]
    public async Task A_spoilt_chunk_is_refused_and_leaves_nothing(string from, string to, string code)
    {
        await using var host = await SandboxHost.StartAsync();
        await CreateBucketAsync(host);
        var (status, body) = await new SignedRequest(host).To("PUT", "/bucket/k").WithBody("xxx").SendChunksAsync(
            wire => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(wire).Replace(from, to, StringComparison.Ordinal)));
        Assert.True(status >= 400);
        Assert.Contains($"<Code>{code}</Code>", body);
        Assert.Equal(404, (await new SignedRequest(host).To("GET", "/bucket/k").SendAsync()).Status);
    }

    [Theory]
    [InlineData("AWS4-HMAC-SHA256 nonsense", "AuthorizationHeaderMalformed")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIA/20150830/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00", "AccessDenied")]
    [InlineData("AWS AKIA:signature", "InvalidArgument")]
    public async Task A_header_that_is_no_signature_is_named(string authorization, string code)
    {
        await using var host = await SandboxHost.StartAsync();
        var port = new Uri(host.Url).Port;
        var reply = await RawRequest.SendAsync(port, $"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: {authorization}\r\nConnection: close\r\n\r\n");
        Assert.Contains($"<Code>{code}</Code>", reply);
        Assert.DoesNotContain("signature]", reply);
    }

    static async Task CreateBucketAsync(SandboxHost host) => Assert.Equal(200, (await new SignedRequest(host).To("PUT", "/bucket").SendAsync()).Status);
}

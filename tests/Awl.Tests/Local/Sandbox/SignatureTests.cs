using System.Security.Cryptography;
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

    [Theory]
    [InlineData("UNSIGNED-PAYLOAD", "hello", 200)]
    [InlineData("STREAMING-UNSIGNED-PAYLOAD-TRAILER", "5\r\nhello\r\n0\r\n\r\n", 200)]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "5;chunk-signature=0\r\nhello\r\n0;chunk-signature=0\r\n\r\n", 403)]
    [InlineData("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", "hello", 200)]
    [InlineData("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", "hullo", 400)]
    public async Task What_nobody_signed_arrives_as_it_says_of_itself_where_everybody_may_write(string payload, string body, int expected)
    {
        await using var host = await SandboxHost.StartAsync();
        await CreateBucketAsync(host);
        await new SignedRequest(host).To("DELETE", "/bucket", ("publicAccessBlock", "")).SendAsync();
        await new SignedRequest(host).To("PUT", "/bucket", ("policy", "")).WithBody("""{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::bucket/*"}}""").SendAsync();
        var port = new Uri(host.Url).Port;
        var reply = await RawRequest.SendAsync(port,
            $"PUT /bucket/k HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nx-amz-content-sha256: {payload}\r\nx-amz-decoded-content-length: 5\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
        Assert.StartsWith($"HTTP/1.1 {expected} ", reply);
        if (expected == 200) Assert.EndsWith("\r\n\r\nhello", await RawRequest.SendAsync(port, $"GET /bucket/k HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"));
    }

    [Theory, InlineData("bucket"), InlineData("bucket.s3")]
    public async Task A_bucket_may_stand_before_the_host(string name)
    {
        await using var host = await SandboxHost.StartAsync();
        Assert.StartsWith("HTTP/1.1 200", await new SignedRequest(host).At(name).To("PUT", "/").SendRawAsync());
        Assert.StartsWith("HTTP/1.1 200", await new SignedRequest(host).At(name).To("PUT", "/a/b").WithBody("hello").SendRawAsync());
        Assert.EndsWith("\r\n\r\nhello", await new SignedRequest(host).At(name).To("GET", "/a/b").SendRawAsync());
        Assert.Contains("<Key>a/b</Key>", await new SignedRequest(host).At(name).To("GET", "/", ("list-type", "2")).SendRawAsync());
        Assert.Equal((200, "hello"), await new SignedRequest(host).To("GET", "/bucket/a/b").SendAsync());
        Assert.Contains("<Name>bucket</Name>", await new SignedRequest(host).At("s3").To("GET", "/").SendRawAsync());
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
    [InlineData("AWS AKIA:signature", "InvalidRequest")]
    [InlineData("Basic AKIA:signature", "InvalidArgument")]
    public async Task A_header_that_is_no_signature_is_named(string authorization, string code)
    {
        await using var host = await SandboxHost.StartAsync();
        var port = new Uri(host.Url).Port;
        var reply = await RawRequest.SendAsync(port, $"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: {authorization}\r\nConnection: close\r\n\r\n");
        Assert.Contains($"<Code>{code}</Code>", reply);
        Assert.DoesNotContain("signature]", reply);
    }

    /// <summary>boto3 makes such links in us-east-1 unless it is told otherwise.</summary>
    [Theory]
    [InlineData(0, "", 200)]
    [InlineData(-1, "", 403)]
    [InlineData(0, "x", 403)]
    public async Task A_link_that_is_signed_as_of_old_holds_as_long_as_it_says(int secondsLeft, string spoilt, int expected)
    {
        await using var host = await SandboxHost.StartAsync();
        await CreateBucketAsync(host);
        await new SignedRequest(host).To("PUT", "/bucket/k").WithBody("hello").SendAsync();
        var expires = host.Machine.Now.AddSeconds(secondsLeft).ToUnixTimeSeconds();
        var signature = OldSignature(host, $"GET\n\n\n{expires}\n/bucket/k?response-content-type=text/x");
        var link = $"{host.Url}/bucket/k{spoilt}?response-content-type=text%2Fx&AWSAccessKeyId={host.Key.AccessKeyId}&Signature={Uri.EscapeDataString(signature)}&Expires={expires}";
        using var client = new HttpClient();
        using var reply = await client.GetAsync(new Uri(link), TestContext.Current.CancellationToken);
        Assert.Equal(expected, (int)reply.StatusCode);
        if (expected == 200) Assert.Equal("text/x", reply.Content.Headers.ContentType?.MediaType);
    }

    [Theory, InlineData("hello", 204), InlineData("hello, hello", 400)]
    public async Task A_form_that_is_signed_as_of_old_is_taken(string content, int expected)
    {
        await using var host = await SandboxHost.StartAsync();
        await CreateBucketAsync(host);
        var policy = $$"""{"expiration":"{{host.Machine.Now.AddHours(1):yyyy-MM-dd'T'HH:mm:ss'Z'}}","conditions":[{"bucket":"bucket"},{"key":"k"},["content-length-range",1,5]]}""";
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(policy));
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in new[] { ("key", "k"), ("AWSAccessKeyId", host.Key.AccessKeyId), ("policy", encoded), ("signature", OldSignature(host, encoded)) }) form.Add(new StringContent(value), $"\"{name}\"");
        form.Add(new StringContent(content), "\"file\"", "\"a.txt\"");
        using var client = new HttpClient();
        using var reply = await client.PostAsync(new Uri(host.Url + "/bucket"), form, TestContext.Current.CancellationToken);
        Assert.Equal(expected, (int)reply.StatusCode);
        Assert.Equal(expected == 204 ? 200 : 404, (await new SignedRequest(host).To("GET", "/bucket/k").SendAsync()).Status);
    }

    static string OldSignature(SandboxHost host, string text)
        => Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(host.Key.SecretAccessKey), Encoding.UTF8.GetBytes(text)));

    [Fact]
    public async Task What_stands_in_headers_may_stand_in_a_link()
    {
        await using var host = await SandboxHost.StartAsync();
        await CreateBucketAsync(host);
        var link = new SignedRequest(host) { SentBody = "by link"u8.ToArray() }.To("PUT", "/bucket/k", ("x-amz-meta-who", "me"), ("x-amz-tagging", "a=1"));
        Assert.Equal(200, (await link.SendLinkAsync(TimeSpan.FromMinutes(1))).Status);
        Assert.Contains("<Key>a</Key>", (await new SignedRequest(host).To("GET", "/bucket/k", ("tagging", "")).SendAsync()).Body);
        // JavaScript's SDK writes the checksum of no bytes there.
        var checksum = new SignedRequest(host) { SentBody = "by link"u8.ToArray() }.To("PUT", "/bucket/k", ("x-amz-checksum-crc32", "AAAAAA=="));
        Assert.Equal(200, (await checksum.SendLinkAsync(TimeSpan.FromMinutes(1))).Status);
    }

    [Theory, InlineData("Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA=="), InlineData("x-amz-checksum-sha1", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public async Task The_digest_of_an_order_in_XML_is_checked(string header, string value)
    {
        await using var host = await SandboxHost.StartAsync();
        await CreateBucketAsync(host);
        await new SignedRequest(host).To("PUT", "/bucket/k").WithBody("hello").SendAsync();
        var (status, body) = await new SignedRequest(host).To("POST", "/bucket", ("delete", "")).With(header, value).WithBody("<Delete><Object><Key>k</Key></Object></Delete>").SendAsync();
        Assert.Equal(400, status);
        Assert.Contains("<Code>BadDigest</Code>", body);
        Assert.Equal(200, (await new SignedRequest(host).To("GET", "/bucket/k").SendAsync()).Status);
    }

    [Theory, InlineData(0, 400), InlineData(1000, 200), InlineData(1001, 400)]
    public async Task A_thousand_objects_may_be_deleted_at_once(int count, int expected)
    {
        await using var host = await SandboxHost.StartAsync();
        await CreateBucketAsync(host);
        var order = $"<Delete>{string.Concat(Enumerable.Range(0, count).Select(i => $"<Object><Key>{i}</Key></Object>"))}</Delete>";
        var request = new SignedRequest(host).To("POST", "/bucket", ("delete", "")).With("Content-MD5", Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(order))));
        Assert.Equal(expected, (await request.WithBody(order).SendAsync()).Status);
    }

    /// <summary>Its body would else be taken for what the client sends next.</summary>
    [Fact]
    public async Task A_refused_client_that_still_holds_its_body_back_is_disconnected()
    {
        await using var host = await SandboxHost.StartAsync();
        var port = new Uri(host.Url).Port;
        var reply = await RawRequest.SendAsync(port, $"PUT /bucket/k HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 403", reply);
        Assert.Contains("\r\nConnection: close\r\n", reply);
    }

    static async Task CreateBucketAsync(SandboxHost host) => Assert.Equal(200, (await new SignedRequest(host).To("PUT", "/bucket").SendAsync()).Status);
}

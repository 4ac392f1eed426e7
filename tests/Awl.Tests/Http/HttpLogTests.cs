using System.Text;
using Awl.Http;

namespace Awl.Tests.Http;

public class HttpLogTests
{
    // Every secret of the exchanges below starts with this.
    const string Secret = "S3CR3T";

    static readonly HashSet<string> Sensitive = ["Plaintext", "CiphertextContext", "x-amz-sensitive"];

    /// <summary>Requests: method, target, headers, body.</summary>
    public static TheoryData<string, string, string, string> Exchanges => new()
    {
        { "POST", "/", "Content-Type: application/x-www-form-urlencoded; charset=utf-8", $"Action=AssumeRoleWithWebIdentity&WebIdentityToken={Secret}&Version=2011-06-15" },
        { "POST", "/", "Content-Type: application/x-www-form-urlencoded", $"Action=GetSessionToken&TokenCode={Secret}" },
        { "POST", "/", "Content-Type: application/x-www-form-urlencoded", $"Action=AssumeRoleWithSAML&SAMLAssertion={Secret}" },
        { "POST", "/", "Content-Type: application/x-www-form-urlencoded", $"Action=CreateLoginProfile&UserName=u&Password={Secret}%26x" },
        { "POST", "/", "Content-Type: application/x-amz-json-1.1", $$"""{"SecretId":"a","SecretString":"{\"password\":\"{{Secret}}\"}","ClientRequestToken":"1"}""" },
        { "POST", "/", "Content-Type: application/x-amz-json-1.1", $$"""{"CiphertextContext":{"a":["{{Secret}}"]},"Plaintext":"{{Secret}}","KeyId":"k"}""" },
        { "POST", "/token", "Content-Type: application/json", $$"""{"clientId":"c","clientSecret":"{{Secret}}","refreshToken":"{{Secret}}","deviceCode":"{{Secret}}","codeVerifier":"{{Secret}}"}""" },
        { "POST", "/", "Content-Type: application/x-amz-json-1.0", $$"""{"Plaintext":"{{Secret}}", cut""" },
        { "PUT", "/b/k?X-Amz-Signature=S3CR3T&X-Amz-Security-Token=S3CR3T", $"Authorization: AWS4-HMAC-SHA256 Credential={Secret}IOSFODNN7EXAMPLE/20300102/us-east-1/s3/aws4_request, SignedHeaders=host, Signature={Secret}", "" },
        { "PUT", "/b/k", $"x-amz-server-side-encryption-customer-key: {Secret}\nx-amz-server-side-encryption-customer-key-MD5: {Secret}\nX-Amz-Security-Token: {Secret}\nx-amz-s3session-token: {Secret}", $"<a><Password>{Secret}</Password></a>" },
        { "GET", "/latest/api/token", $"X-aws-ec2-metadata-token: {Secret}\nCookie: a={Secret}\nProxy-Authorization: Basic {Secret}", $"{Secret} as plain text" },
        { "POST", "/", $"Authorization: Bearer {Secret}\nX-Amz-Sso_Bearer_Token: {Secret}\nSet-Cookie: {Secret}\nx-amz-sensitive: {Secret}\nLocation: https://u:{Secret}@h/?X-Amz-Signature={Secret}", $$"""{"roleCredentials":{"accessKeyId":"{{Secret}}AKIAIOSFODNN7EXAMPLE","secretAccessKey":"{{Secret}}","sessionToken":"{{Secret}}","expiration":1} }""" },
        { "POST", "/", "Content-Type: text/xml", $"<R><Credentials><AccessKeyId>{Secret}7EXAMPLE</AccessKeyId><SecretAccessKey>{Secret}</SecretAccessKey><SessionToken>{Secret}</SessionToken></Credentials></R>" },
        { "POST", "/", "Content-Type: text/xml", $"<R><keyMaterial>{Secret}</keyMaterial><Plaintext><x>{Secret}</x></Plaintext><u>https://b/?a=1&amp;X-Amz-Signature={Secret}</u><Password a='{Secret}'><![CDATA[{Secret}]]></Password></R>" },
        { "POST", "/", "Content-Type: application/cbor", $"\u00bfkSecretValuei{Secret}\u00ff" },
        { "POST", "/", "Content-Type: application/json", $$"""{"authorizationData":[{"authorizationToken":"{{Secret}}","proxyEndpoint":"https://x"}],"Code":{"Location":"https://b/k?X-Amz-Security-Token={{Secret}}&X-Amz-Signature={{Secret}}"} }""" },
    };

    [Theory]
    [MemberData(nameof(Exchanges))]
    public async Task No_secret_survives_in_a_request_or_a_reply(string method, string target, string headers, string body)
    {
        var text = new StringWriter();
        var log = new HttpLog(new Log(text), Sensitive);
        var request = new HttpRequest { Method = method, Host = "a.example", Body = RequestBody.Of(Encoding.Latin1.GetBytes(body)) };
        Fill(request, target, headers);
        log.Write(request);

        var headerList = new HeaderList();
        foreach (var (name, value) in request.Headers) headerList.Add(name, value);
        using var reply = await log.WriteAsync(new(200, headerList, new MemoryStream(Encoding.Latin1.GetBytes(body))), streams: false, default);

        Assert.DoesNotContain(Secret, text.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"http: > {method} https://a.example{request.Path}", text.ToString(), StringComparison.Ordinal);
        Assert.Equal(body, await new StreamReader(reply.Body, Encoding.Latin1).ReadToEndAsync());
    }

    [Fact]
    public async Task A_body_of_the_caller_is_counted_and_not_read()
    {
        var text = new StringWriter();
        var log = new HttpLog(new Log(text), null);
        log.Write(new HttpRequest { Method = "PUT", Host = "b", Body = RequestBody.Of(() => throw new InvalidOperationException("read"), 7) });
        var reply = new HttpReply(200, new() { { "Content-Length", "9" } }, new MemoryStream("{\"a\":\"b\"}"u8.ToArray()));
        Assert.Same(reply, await log.WriteAsync(reply, streams: true, default));
        Assert.Equal("http: > PUT https://b/\nhttp: > (7 bytes, no type)\nhttp: < 200\nhttp: < Content-Length: 9\nhttp: < (9 bytes, no type)\n", text.ToString());
    }

    [Fact]
    public async Task A_long_reply_is_counted_and_passed_on_whole()
    {
        var body = Encoding.UTF8.GetBytes("{\"a\":\"" + new string('x', 200_000) + "\"}");
        var text = new StringWriter();
        var reply = await new HttpLog(new Log(text), null).WriteAsync(new(200, new(), new MemoryStream(body)), streams: false, default);
        var copy = new MemoryStream();
        await reply.Body.CopyToAsync(copy);
        Assert.Equal(body, copy.ToArray());
        Assert.Equal("http: < 200\nhttp: < (streamed bytes, no type)\n", text.ToString());
    }

    static void Fill(HttpRequest request, string target, string headers)
    {
        var parts = target.Split('?');
        request.Path = parts[0];
        foreach (var pair in parts.Length > 1 ? parts[1].Split('&') : []) request.Query.Add(new(pair.Split('=')[0], pair.Split('=')[1]));
        foreach (var line in headers.Split('\n')) request.Headers.Add(line.Split(": ")[0], line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
    }
}

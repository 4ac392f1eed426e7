using System.Net.Http.Headers;
using System.Text;
using Awl.Http;
using Awl.Local.Sandbox.Iam;
using Awl.Signing;
using Awl.Signing.Checksums;

namespace Awl.Tests.Local.Sandbox;

/// <summary>A request to the sandbox, signed by our own signer, that a test can spoil before it is sent.</summary>
sealed class SignedRequest(SandboxHost host, string service = "s3")
{
    readonly HttpRequest _request = new() { Scheme = "http", Host = new Uri(host.Url).Authority };

    /// <summary>Bytes that are sent in the place of those that were signed.</summary>
    public byte[]? SentBody { get; set; }

    /// <summary>What is said and signed of the body in the place of its hash.</summary>
    public string? Payload { get; set; }

    public DateTimeOffset Time { get; set; } = host.Machine.Now;
    public IamAccessKey Key { get; set; } = host.Key;

    /// <summary>Headers that are added after signing.</summary>
    public Dictionary<string, string> LateHeaders { get; } = [];

    public SignedRequest To(string method, string path, params (string Name, string Value)[] query)
    {
        (_request.Method, _request.Path) = (method, path);
        foreach (var (name, value) in query) _request.Query.Add(new(name, value));
        return this;
    }

    /// <summary>Names the bucket before the host.</summary>
    public SignedRequest At(string name)
    {
        _request.Host = $"{name}.localhost:{new Uri(host.Url).Port}";
        return this;
    }

    public SignedRequest With(string header, string value)
    {
        _request.Headers[header] = value;
        return this;
    }

    public SignedRequest WithBody(string body)
    {
        _request.Body = RequestBody.Of(Encoding.UTF8.GetBytes(body));
        return this;
    }

    /// <summary>Signs in the headers and sends.</summary>
    public Task<(int Status, string Body)> SendAsync()
    {
        SigV4Signer.Sign(_request, Credentials, Context);
        return SendSignedAsync(SentBody ?? BytesOf(_request.Body));
    }

    /// <summary>Signs in the headers and sends as it is, dots, slashes and all: no client's library tidies the path.</summary>
    public Task<string> SendRawAsync()
    {
        SigV4Signer.Sign(_request, Credentials, Context);
        var body = SentBody ?? BytesOf(_request.Body);
        var headers = string.Concat(_request.Headers.Concat(LateHeaders).Select(header => $"{header.Key}: {header.Value}\r\n"));
        var target = new Uri(_request.Url).Query is { Length: > 0 } query ? _request.Path + query : _request.Path;
        return RawRequest.SendAsync(new Uri(host.Url).Port,
            $"{_request.Method} {target} HTTP/1.1\r\nHost: {_request.Host}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{headers}\r\n{Encoding.Latin1.GetString(body)}");
    }

    /// <summary>Signs in the query and sends.</summary>
    public Task<(int Status, string Body)> SendLinkAsync(TimeSpan expires)
    {
        SigV4Signer.Sign(_request, Credentials, Context with { Expires = expires, PayloadHash = service == "s3" ? PayloadHash.Unsigned : null });
        return SendSignedAsync(SentBody ?? []);
    }

    /// <summary>Sends the body in signed chunks with a checksum behind them.</summary>
    public async Task<(int Status, string Body)> SendChunksAsync(Func<byte[], byte[]>? spoil = null)
    {
        var context = Context with { PayloadHash = PayloadHash.SignedChunksTrailer };
        AwsChunkedEncoding.AddHeaders(_request, ChecksumAlgorithm.Crc32);
        var seed = SigV4Signer.Sign(_request, Credentials, context);
        var encoded = AwsChunkedEncoding.Encode(_request.Body, ChecksumAlgorithm.Crc32, new ChunkSigner(Credentials, context, seed));
        using var wire = new MemoryStream();
        await using (var stream = encoded.Open()) await stream.CopyToAsync(wire, TestContext.Current.CancellationToken);
        return await SendSignedAsync(spoil?.Invoke(wire.ToArray()) ?? wire.ToArray());
    }

    AwsCredentials Credentials => new(Key.AccessKeyId, Key.SecretAccessKey);

    SigningContext Context => new()
    {
        SigningName = service,
        Region = "us-east-1",
        Time = Time,
        NormalizesPath = service != "s3",
        EncodesPathTwice = service != "s3",
        SendsPayloadHash = service == "s3",
        PayloadHash = Payload,
    };

    async Task<(int Status, string Body)> SendSignedAsync(byte[] body)
    {
        using var client = new HttpClient();
        using var message = new HttpRequestMessage(new HttpMethod(_request.Method), new Uri(_request.Url)) { Content = new ByteArrayContent(body) };
        foreach (var header in _request.Headers.Concat(LateHeaders))
        {
            if (header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)) message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(header.Value);
            else if (!message.Headers.TryAddWithoutValidation(header.Key, header.Value)) message.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
        using var reply = await client.SendAsync(message, TestContext.Current.CancellationToken);
        return ((int)reply.StatusCode, await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    static byte[] BytesOf(RequestBody body) => body.Bytes.ToArray();
}

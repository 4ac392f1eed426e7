using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using Awl.Tests.Local.Imds;

namespace Awl.Tests.Local;

/// <summary>Each threat to a metadata service on a developer's machine, tried. Names in comments are the tools that it once hit.</summary>
public class AttackTests
{
    const string Credentials = "/latest/meta-data/iam/security-credentials/app-role";

    [Fact]
    public async Task Another_host_cannot_connect()
    {
        // A LAN host, a container on a bridge (aws-vault, hologram): nothing listens on any address that they could reach.
        await using var imds = await TestImds.StartAsync();
        foreach (var address in OtherAddresses())
        {
            using var client = new TcpClient(address.AddressFamily);
            await Assert.ThrowsAsync<SocketException>(async () => await client.ConnectAsync(address, imds.Port, TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("PUT", "/latest/api/token")]
    [InlineData("GET", Credentials)]
    [InlineData("GET", "/")]
    public async Task A_rebound_name_gets_nothing_not_even_a_page(string method, string path)
    {
        // DNS rebinding (aws-vault): the browser believes that evil.example is 127.0.0.1. Refused before the token is looked at.
        await using var imds = await TestImds.StartAsync(version1: true);
        using var reply = await imds.SendAsync(method, path, ("Host", $"evil.example:{imds.Port}"), ("X-aws-ec2-metadata-token-ttl-seconds", "60"));
        Assert.Equal(403, (int)reply.StatusCode);
        Assert.Equal(0, reply.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Two_hosts_or_none_are_refused()
    {
        await using var imds = await TestImds.StartAsync(version1: true);
        foreach (var hosts in (string[])["", "Host: 127.0.0.1\r\nHost: evil.example\r\n", "Host: evil.example\r\nHost: 127.0.0.1\r\n", "Host: 127.0.0.1, evil.example\r\n"])
        {
            var reply = await RawRequest.SendAsync(imds.Port, $"GET {Credentials} HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n");
            Assert.Matches("^HTTP/1.1 40[03] ", reply);
            Assert.DoesNotContain("SecretAccessKey", reply);
        }
    }

    [Fact]
    public async Task A_web_page_cannot_ask_for_a_token()
    {
        // Cross-site requests: the preflight is answered without permission, and the request itself is refused.
        await using var imds = await TestImds.StartAsync();
        using var preflight = await imds.SendAsync("OPTIONS", "/latest/api/token", ("Origin", "http://evil.example"), ("Access-Control-Request-Method", "PUT"));
        Assert.Equal(403, (int)preflight.StatusCode);
        Assert.DoesNotContain(preflight.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        using var request = await imds.SendAsync("PUT", "/latest/api/token", ("Origin", "http://evil.example"), ("X-aws-ec2-metadata-token-ttl-seconds", "60"));
        Assert.Equal(403, (int)request.StatusCode);
        using var image = await imds.SendAsync("GET", Credentials, ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors"));
        Assert.Equal(403, (int)image.StatusCode);
    }

    [Fact]
    public async Task An_app_that_fetches_any_url_gets_nothing()
    {
        // Server-side request forgery: a plain GET, as a fetcher of URLs makes it; a proxy adds its own headers to a PUT.
        await using var imds = await TestImds.StartAsync();
        using var get = await imds.SendAsync("GET", Credentials);
        Assert.Equal(401, (int)get.StatusCode);
        using var put = await imds.SendAsync("PUT", "/latest/api/token", ("X-aws-ec2-metadata-token-ttl-seconds", "60"), ("X-Forwarded-For", "198.51.100.1"));
        Assert.Equal(403, (int)put.StatusCode);
    }

    [Fact]
    public async Task It_never_redirects()
    {
        await using var imds = await TestImds.StartAsync();
        foreach (var path in (string[])["/latest", "/latest/meta-data", "/latest/meta-data/iam", Credentials + "/"])
        {
            using var reply = await imds.GetReplyAsync(path);
            Assert.Equal(200, (int)reply.StatusCode);
            Assert.Null(reply.Headers.Location);
        }
    }

    [Fact]
    public async Task A_guessed_token_is_refused_and_tokens_do_not_repeat()
    {
        await using var imds = await TestImds.StartAsync();
        var tokens = new HashSet<string>();
        for (var i = 0; i < 30; i++) Assert.True(tokens.Add(await imds.TokenAsync()));
        foreach (var token in tokens.Take(10))
        {
            var changed = token[..40] + (token[40] == 'x' ? 'y' : 'x') + token[41..];
            using var reply = await imds.SendAsync("GET", Credentials, ("X-aws-ec2-metadata-token", changed));
            Assert.Equal(401, (int)reply.StatusCode);
        }
    }

    [Fact]
    public async Task The_end_of_a_token_cannot_be_moved()
    {
        await using var imds = await TestImds.StartAsync();
        var bytes = Convert.FromBase64String((await imds.TokenAsync(1)).Replace('-', '+').Replace('_', '/'));
        bytes[5] = 1;
        var token = Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_');
        using var reply = await imds.SendAsync("GET", Credentials, ("X-aws-ec2-metadata-token", token));
        Assert.Equal(401, (int)reply.StatusCode);
    }

    [Fact]
    public async Task Nobody_else_can_listen_on_its_port()
    {
        // Squatting: a second listener on the same port would answer some of the clients.
        await using var imds = await TestImds.StartAsync();
        foreach (var address in (IPAddress[])[IPAddress.Loopback, IPAddress.Any])
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            Assert.Throws<SocketException>(() =>
            {
                socket.Bind(new IPEndPoint(address, imds.Port));
                socket.Listen();
            });
        }
    }

    [Fact]
    public async Task A_second_request_hidden_in_the_first_is_not_answered()
    {
        // Request smuggling: one request a connection; a body is no request.
        await using var imds = await TestImds.StartAsync(version1: true);
        var hidden = $"GET {Credentials} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        foreach (var head in (string[])
            [
                $"GET /latest/meta-data/ami-id HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                $"GET /latest/meta-data/ami-id HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {hidden.Length}\r\n\r\n",
                $"GET /latest/meta-data/ami-id HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                $"GET /latest/meta-data/ami-id HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
            ])
        {
            var reply = await RawRequest.SendAsync(imds.Port, head + hidden);
            Assert.DoesNotContain("SecretAccessKey", reply);
            Assert.True(reply.Split("HTTP/1.1 ").Length <= 2, reply);
        }
    }

    [Theory]
    [InlineData("GET http://evil.example/latest/meta-data/iam/info HTTP/1.1")]
    [InlineData("CONNECT evil.example:443 HTTP/1.1")]
    [InlineData("GET  /latest/ HTTP/1.1")]
    [InlineData("GET /latest/meta-data/\0 HTTP/1.1")]
    [InlineData("GET /latest/%00 HTTP/1.1")]
    [InlineData("GET /latest/%zz HTTP/1.1")]
    [InlineData("GET /latest HTTP/9.9")]
    [InlineData("PRI * HTTP/2.0")]
    [InlineData("\u0016\u0003\u0001\u0002")]
    [InlineData("")]
    public async Task A_malformed_request_is_refused_and_the_service_lives(string line)
    {
        await using var imds = await TestImds.StartAsync(version1: true);
        var reply = await RawRequest.SendAsync(imds.Port, $"{line}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        Assert.DoesNotContain("InstanceProfileArn", reply);
        Assert.DoesNotContain(" 200 ", reply.Split('\n')[0]);
        Assert.DoesNotContain(" 500 ", reply.Split('\n')[0]);
        Assert.Equal("eu-west-1", await imds.GetAsync("/latest/meta-data/placement/region"));
    }

    [Fact]
    public async Task Headers_without_end_are_cut_off()
    {
        // As many bytes as it would take, were there no limit: it answers and closes long before.
        await using var imds = await TestImds.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, imds.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        var line = Encoding.ASCII.GetBytes($"X: {new string('a', 16_000)}\r\n");
        var sent = 0L;
        try
        {
            for (; sent < 1L << 30; sent += line.Length) await stream.WriteAsync(line, TestContext.Current.CancellationToken);
        }
        catch (IOException) { }
        Assert.True(sent < 64 << 20, $"It read {sent} bytes of headers.");
    }

    [Fact]
    public async Task Random_requests_do_no_harm()
    {
        await using var imds = await TestImds.StartAsync(version1: true);
        var random = new Random(4711);
        string[] parts = ["GET ", "PUT ", "/latest/", "/", "..", "%2e", "meta-data", " HTTP/1.1", "\r\n", "Host: 127.0.0.1", ":", "X-aws-ec2-metadata-token", "\0", "é", "?", "#", "Content-Length: 9", "api/token", "a"];
        for (var i = 0; i < 500; i++)
        {
            var request = new StringBuilder();
            for (var j = random.Next(20); j >= 0; j--) request.Append(parts[random.Next(parts.Length)]);
            var reply = await RawRequest.SendAsync(imds.Port, request.Append("\r\nConnection: close\r\n\r\n\r\n").ToString());
            Assert.DoesNotContain("HTTP/1.1 500", reply);
        }
        Assert.Equal("eu-west-1", await imds.GetAsync("/latest/meta-data/placement/region"));
    }

    static IEnumerable<IPAddress> OtherAddresses()
        => from adapter in NetworkInterface.GetAllNetworkInterfaces()
           where adapter.OperationalStatus == OperationalStatus.Up
           from address in adapter.GetIPProperties().UnicastAddresses
           where !IPAddress.IsLoopback(address.Address) && address.Address is { IsIPv6LinkLocal: false }
           select address.Address;
}

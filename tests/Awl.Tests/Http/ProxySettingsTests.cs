using System.Text;
using Awl.Http;
using Awl.Tests.Machines;

namespace Awl.Tests.Http;

public class ProxySettingsTests
{
    [Fact]
    public void Lower_case_wins_and_empty_lower_case_switches_off()
    {
        var machine = new FakeMachine { Variables = { ["HTTP_PROXY"] = "http://upper", ["http_proxy"] = "http://lower", ["HTTPS_PROXY"] = "http://x", ["https_proxy"] = "" } };
        Assert.Equal(new ProxySettings("http://lower", null, null), ProxySettings.FromEnvironment(machine));
    }

    [Fact]
    public void Inside_a_cgi_program_the_upper_case_http_proxy_is_the_clients_and_ignored()
    {
        var machine = new FakeMachine { Variables = { ["HTTP_PROXY"] = "http://evil", ["HTTPS_PROXY"] = "http://fine", ["REQUEST_METHOD"] = "GET" } };
        Assert.Equal(new ProxySettings(null, "http://fine", null), ProxySettings.FromEnvironment(machine));
    }

    [Theory]
    [InlineData(null, "s3.amazonaws.com", false)]
    [InlineData("*", "s3.amazonaws.com", true)]
    [InlineData("amazonaws.com", "s3.amazonaws.com", true)]
    [InlineData(".amazonaws.com", "s3.amazonaws.com", true)]
    [InlineData(".amazonaws.com", "amazonaws.com", true)]
    [InlineData("zonaws.com", "s3.amazonaws.com", false)]
    [InlineData(" a.example , S3.AmazonAWS.com ", "s3.amazonaws.com", true)]
    [InlineData("127.0.0.1", "127.0.0.1:8080", true)]
    [InlineData("127.0.0.1:8080", "127.0.0.1:8080", true)]
    [InlineData("127.0.0.1:8081", "127.0.0.1:8080", false)]
    [InlineData("[::1]", "[::1]:8080", true)]
    [InlineData("[::1]", "[::1]", true)]
    [InlineData("169.254.0.0/16", "169.254.169.254", false)]
    [InlineData("*.amazonaws.com", "s3.amazonaws.com", false)]
    [InlineData(",", "s3.amazonaws.com", false)]
    public void Hosts_are_bypassed_as_pythons_urllib_has_it(string? bypass, string host, bool isDirect)
        => Assert.Equal(isDirect, new ProxySettings("http://p", "http://p", bypass).FindProxy("https", host) is null);

    [Theory]
    [InlineData("proxy.example:3128", "http://proxy.example:3128/", null, "http://proxy.example:3128")]
    [InlineData("//proxy.example", "http://proxy.example/", null, "http://proxy.example")]
    [InlineData("https://proxy.example", "https://proxy.example/", null, "https://proxy.example")]
    [InlineData("http://[::1]:3128", "http://[::1]:3128/", null, "http://[::1]:3128")]
    [InlineData("http://u:p@proxy:1", "http://proxy:1/", "u:p", "http://***:***@proxy:1")]
    [InlineData("u%40r:p%3A%25@proxy:1", "http://proxy:1/", "u@r:p:%", "http://***:***@proxy:1")]
    [InlineData("http://u:p@ss@proxy:1/", "http://proxy:1/", "u:p@ss", "http://***:***@proxy:1/")]
    [InlineData("http://u@proxy:1", "http://proxy:1/", null, "http://***@proxy:1")]
    public void A_proxy_url_is_taken_apart(string url, string address, string? userPassword, string shown)
    {
        var proxy = Proxy.Parse(url);
        Assert.Equal((new Uri(address), userPassword, shown), (proxy.Address, proxy.UserPassword, proxy.Shown));
    }

    [Fact]
    public async Task Plain_http_goes_to_the_proxy_with_the_whole_url_and_the_password_at_once()
    {
        await using var proxy = LoopbackServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var machine = new FakeMachine { Variables = { ["HTTP_PROXY"] = $"http://u:p@{proxy.Host}" } };
        using var transport = new SocketsTransport(new(), machine);
        using var reply = await transport.SendAsync(new() { Scheme = "http", Host = "x.example", Method = "GET", Path = "/a%2Fb/.." }, default);

        var head = proxy.Heads.Single();
        Assert.StartsWith("GET http://x.example/a%2Fb/.. HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Equal("Basic " + Convert.ToBase64String("u:p"u8), LoopbackConnection.HeaderIn(head, "Proxy-Authorization"));
        Assert.Equal("x.example", LoopbackConnection.HeaderIn(head, "Host"));
    }

    [Fact]
    public async Task Https_goes_through_a_tunnel_which_the_password_opens()
    {
        var (root, certificate) = Certificates.Chain("x.example");
        await using var server = LoopbackServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", certificate);
        await using var proxy = new LoopbackServer(connection => TunnelAsync(connection, server.Port, "u:p"));
        var machine = new FakeMachine { Variables = { ["HTTPS_PROXY"] = $"http://u:p@{proxy.Host}" } }.With("/ca", root.ExportCertificatePem());
        using var transport = new SocketsTransport(new() { CaBundle = "/ca" }, machine);
        using var reply = await transport.SendAsync(new() { Host = "x.example", Method = "GET" }, TestContext.Current.CancellationToken);
        Assert.Equal("hello", await new StreamReader(reply.Body).ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith("CONNECT x.example:443 HTTP/1.1", proxy.Heads[0], StringComparison.Ordinal);
        Assert.Null(LoopbackConnection.HeaderIn(server.Heads.Single(), "Proxy-Authorization"));
    }

    [Fact]
    public async Task An_https_proxy_has_roots_of_its_own()
    {
        var (proxyRoot, proxyCertificate) = Certificates.Chain("localhost");
        var (root, certificate) = Certificates.Chain("x.example");
        await using var server = LoopbackServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", certificate);
        await using var proxy = new LoopbackServer(connection => TunnelAsync(connection, server.Port, null), proxyCertificate);
        var machine = new FakeMachine { Variables = { ["HTTPS_PROXY"] = $"https://localhost:{proxy.Port}" } }
            .With("/ca", root.ExportCertificatePem()).With("/proxy-ca", proxyRoot.ExportCertificatePem());
        using var transport = new SocketsTransport(new() { CaBundle = "/ca", ProxyCaBundle = "/proxy-ca" }, machine);
        using var reply = await transport.SendAsync(new() { Host = "x.example", Method = "GET" }, TestContext.Current.CancellationToken);
        Assert.Equal(200, reply.Status);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task A_proxy_that_is_not_there_is_named_without_its_password(string scheme)
    {
        var address = $"127.0.0.1:{LoopbackServer.ClosedPort()}";
        var settings = new ProxySettings($"http://user:hunter2@{address}", $"http://user:hunter2@{address}", null);
        using var transport = new SocketsTransport(new() { Proxies = settings }, new FakeMachine());
        var error = await Assert.ThrowsAsync<TransportException>(() => transport.SendAsync(new() { Scheme = scheme, Host = "x.example" }, default));
        Assert.Equal((TransportFault.Proxy, $"Failed to connect to proxy URL: \"http://***:***@{address}\""), (error.Fault, error.Message));
    }

    [Fact]
    public async Task A_proxy_that_refuses_the_tunnel_is_a_proxy_fault()
    {
        await using var proxy = LoopbackServer.Answering("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        using var transport = new SocketsTransport(new() { Proxies = new(null, $"http://{proxy.Host}", null) }, new FakeMachine());
        var error = await Assert.ThrowsAsync<TransportException>(() => transport.SendAsync(new() { Host = "x.example" }, default));
        Assert.Equal((TransportFault.Proxy, $"Failed to connect to proxy URL: \"http://{proxy.Host}\" (HTTP status 403)"), (error.Fault, error.Message));
    }

    [Fact]
    public async Task A_bypassed_host_is_reached_directly()
    {
        await using var server = LoopbackServer.Answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        using var transport = new SocketsTransport(new() { Proxies = new("http://127.0.0.1:1", null, "127.0.0.1") }, new FakeMachine());
        using var reply = await transport.SendAsync(new() { Scheme = "http", Host = server.Host, Method = "GET" }, default);
        Assert.Equal(200, reply.Status);
    }

    static async Task TunnelAsync(LoopbackConnection client, int port, string? userPassword)
    {
        var expected = userPassword is null ? null : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(userPassword));
        while (await client.ReadHeadAsync() is { } head)
        {
            if (expected is not null && LoopbackConnection.HeaderIn(head, "Proxy-Authorization") != expected)
            {
                await client.WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
                continue;
            }
            await client.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n");
            using var server = new System.Net.Sockets.TcpClient("127.0.0.1", port);
            await Task.WhenAny(client.Stream.CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.Stream));
            return;
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using Awl.Local.Hosting;
using Microsoft.AspNetCore.Http;

namespace Awl.Tests.Local.Hosting;

public class LocalServerTests
{
    [Fact]
    public async Task It_answers_on_a_free_port_of_loopback()
    {
        await using var server = await StartAsync();
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await RawRequest.SendAsync(server.Port, $"GET / HTTP/1.1\r\nHost: 127.0.0.1:{server.Port}\r\nConnection: close\r\n\r\n"));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.1:PORT", true)]
    [InlineData("LocalHost:PORT", true)]
    [InlineData("[::1]:PORT", true)]
    [InlineData("127.0.0.1:1", false)]
    [InlineData("127.1:PORT", false)]
    [InlineData("2130706433:PORT", false)]
    [InlineData("0.0.0.0:PORT", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example:PORT", false)]
    [InlineData("bucket.localhost:PORT", false)]
    [InlineData("", false)]
    public async Task Only_its_own_names_are_hosts(string host, bool allowed)
    {
        await using var server = await StartAsync();
        Assert.SkipWhen(host[..Math.Min(1, host.Length)] == "[" && !Socket.OSSupportsIPv6, "This machine has no IPv6.");
        var name = host.Replace("PORT", $"{server.Port}", StringComparison.Ordinal);
        var reply = await RawRequest.SendAsync(server.Port, $"GET / HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith(allowed ? "HTTP/1.1 200" : "HTTP/1.1 403", reply);
    }

    [Theory]
    [InlineData("bucket.localhost:PORT", true)]
    [InlineData("my.bucket-1.s3.localhost", true)]
    [InlineData("bucket.LOCALHOST:PORT", true)]
    [InlineData("bucket.localhost:1", false)]
    [InlineData("bucket.localhost.evil.example:PORT", false)]
    [InlineData("evil.example.localhost.evil.example", false)]
    [InlineData("a.localhost.localhost:PORT", false)]
    [InlineData(".localhost:PORT", false)]
    [InlineData("a..localhost:PORT", false)]
    [InlineData("a_b.localhost:PORT", false)]
    [InlineData("bucket.127.0.0.1:PORT", false)]
    public async Task Names_below_localhost_are_hosts_where_they_are_asked_for(string host, bool allowed)
    {
        await using var server = await StartAsync(new() { HasNamesBelowLocalhost = true });
        var name = host.Replace("PORT", $"{server.Port}", StringComparison.Ordinal);
        var reply = await RawRequest.SendAsync(server.Port, $"GET / HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith(allowed ? "HTTP/1.1 200" : "HTTP/1.1 40", reply);
    }

    [Theory]
    [InlineData("Origin: http://evil.example")]
    [InlineData("Origin: null")]
    [InlineData("Sec-Fetch-Site: cross-site")]
    [InlineData("Sec-Fetch-Site: none")]
    [InlineData("sec-fetch-mode: no-cors")]
    public async Task What_a_web_page_sends_is_refused(string header)
    {
        await using var server = await StartAsync();
        var reply = await RawRequest.SendAsync(server.Port, $"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n{header}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 403", reply);
        Assert.DoesNotContain("Access-Control", reply);
        Assert.EndsWith("\r\n\r\n", reply);
    }

    [Fact]
    public async Task Two_servers_cannot_have_one_port()
    {
        await using var server = await StartAsync();
        var e = await Assert.ThrowsAsync<LocalFileException>(() => StartAsync(new() { Port = server.Port }));
        Assert.Contains("another program listens there", e.Message);
    }

    [Fact]
    public async Task Headers_beyond_the_limit_are_refused_without_reading_on()
    {
        await using var server = await StartAsync();
        var reply = await RawRequest.SendAsync(server.Port, $"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: {new string('a', 40_000)}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 431", reply);
    }

    static Task<LocalServer> StartAsync(ServerOptions? options = null)
        => LocalServer.StartAsync(options ?? new(), new(TimeProvider.System), context => context.Response.WriteAsync("here"), TestContext.Current.CancellationToken);
}

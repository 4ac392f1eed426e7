using System.Text;
using Awl.Http;
using Awl.Tests.Machines;

namespace Awl.Tests.Http;

public class SocketsTransportTests
{
    const string Hello = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello";

    static readonly TransportOptions Impatient = new() { ReadTimeout = TimeSpan.FromMilliseconds(150) };

    [Fact]
    public async Task A_request_goes_out_as_it_stands()
    {
        await using var server = LoopbackServer.Answering(Hello);
        var request = RequestTo(server.Host, "GET", "/a%2Fb/../c/./%7e%20%c3%bc//d");
        request.Query.Add(new("list-type", "2"));
        request.Query.Add(new("prefix", "x/y +ü"));
        request.Query.Add(new("acl", null));
        request.Headers["X-Amz-Meta-A"] = "  two  words ü ";
        request.Headers["Host"] = "Bucket.Example:81";
        request.Headers.Add("X-Twice", "b");
        request.Headers.Add("X-Twice", "a");

        await SendAsync(request);

        var lines = server.Heads.Single().Split("\r\n");
        Assert.Equal("GET /a%2Fb/../c/./%7e%20%c3%bc//d?list-type=2&prefix=x%2Fy%20%2B%C3%BC&acl HTTP/1.1", lines[0]);
        Assert.Equal(
            ["Accept-Encoding: identity", "Host: Bucket.Example:81", "X-Amz-Meta-A:   two  words \u00c3\u00bc ", "X-Twice: b,a"], lines[1..].Order());
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("HEAD", null)]
    [InlineData("DELETE", "0")]
    [InlineData("POST", "0")]
    [InlineData("PUT", "0")]
    public async Task An_empty_body_has_a_length_except_for_get_and_head(string method, string? length)
    {
        await using var server = LoopbackServer.Answering(method == "HEAD" ? "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" : Hello);
        await SendAsync(RequestTo(server.Host, method));
        Assert.Equal(length, LoopbackConnection.HeaderIn(server.Heads.Single(), "Content-Length"));
        Assert.Null(LoopbackConnection.HeaderIn(server.Heads.Single(), "Content-Type"));
    }

    [Fact]
    public async Task Content_headers_go_out_without_a_body_too()
    {
        await using var server = LoopbackServer.Answering(Hello);
        var request = RequestTo(server.Host);
        request.Headers["Content-Type"] = "not a; type";
        request.Headers["Expires"] = "never";
        await SendAsync(request);
        Assert.Equal("not a; type", LoopbackConnection.HeaderIn(server.Heads.Single(), "Content-Type"));
        Assert.Equal("never", LoopbackConnection.HeaderIn(server.Heads.Single(), "Expires"));
    }

    [Fact]
    public async Task A_body_in_memory_and_one_from_a_stream_arrive_whole()
    {
        var bytes = new byte[500_000];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)(i * 7);
        Assert.Equal(bytes, (await EchoedAsync(RequestBody.Of(bytes))).Body);
        Assert.Equal(bytes, (await EchoedAsync(RequestBody.Of(new MemoryStream(bytes)))).Body);

        var chunked = await EchoedAsync(RequestBody.Of(() => new MemoryStream(bytes), null));
        Assert.Equal(bytes, chunked.Body);
        Assert.Equal("chunked", LoopbackConnection.HeaderIn(chunked.Head, "Transfer-Encoding"));
        Assert.Null(LoopbackConnection.HeaderIn(chunked.Head, "Content-Length"));
    }

    [Fact]
    public async Task With_expect_continue_the_body_waits_for_the_servers_word()
    {
        await using var server = new LoopbackServer(async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.WriteAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        });
        var opened = false;
        var request = RequestTo(server.Host, "PUT");
        request.Headers["Expect"] = "100-continue";
        request.Body = RequestBody.Of(() => { opened = true; return new MemoryStream(new byte[2000]); }, 2000);   // a body of up to 1 KB goes out all the same, to keep the connection

        using var reply = await new SocketsTransport(new(), new FakeMachine()).SendAsync(request, default);
        Assert.Equal(403, reply.Status);
        Assert.False(opened);
        Assert.Equal("100-continue", LoopbackConnection.HeaderIn(server.Heads.Single(), "Expect"));
        Assert.Equal(2000, (await EchoedAsync(request.Body, expectContinue: true)).Body.Length);
    }

    [Fact]
    public async Task A_reply_keeps_all_its_headers_and_any_status()
    {
        await using var server = LoopbackServer.Answering(
            "HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/\r\nX-A: 1\r\nX-A: 2\r\nx-amz-meta-b: \u00fc\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nab");
        using var transport = new SocketsTransport(new(), new FakeMachine());
        using var reply = await transport.SendAsync(RequestTo(server.Host), default);
        Assert.Equal(301, reply.Status);
        Assert.Equal(["1", "2"], reply.Headers.Where(header => header.Key == "X-A").Select(header => header.Value));
        Assert.Equal("\u00fc", reply.Headers["X-Amz-Meta-B"]);
        Assert.Equal("gzip", reply.Headers["Content-Encoding"]);
        Assert.Equal("ab", await new StreamReader(reply.Body).ReadToEndAsync());
    }

    [Fact]
    public async Task A_connection_serves_several_requests()
    {
        await using var server = LoopbackServer.Answering(Hello);
        using var transport = new SocketsTransport(new(), new FakeMachine());
        for (var i = 0; i < 3; i++) Assert.Equal("hello", await ReadAsync(transport, RequestTo(server.Host)));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_connection_that_the_server_closed_meanwhile_is_replaced()
    {
        await using var server = new LoopbackServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(Hello);
        });
        using var transport = new SocketsTransport(new(), new FakeMachine());
        for (var i = 0; i < 3; i++) Assert.Equal("hello", await ReadAsync(transport, RequestTo(server.Host)));
    }

    [Fact]
    public async Task Http2_is_spoken_at_once_where_a_request_asks_for_it()
    {
        await using var server = new LoopbackServer(async connection => await connection.ReadHeadAsync());
        var request = RequestTo(server.Host);
        request.UsesHttp2 = true;
        await Assert.ThrowsAsync<TransportException>(() => SendAsync(request));
        Assert.Equal("PRI * HTTP/2.0", server.Heads.Single());
    }

    [Fact]
    public async Task Nobody_listening_is_a_connect_fault_with_the_whole_url()
    {
        var port = LoopbackServer.ClosedPort();
        var request = RequestTo($"127.0.0.1:{port}", "GET", "/b");
        request.Query.Add(new("prefix", "a b"));
        await FailsAsync(request, new(), TransportFault.Connect, $"Could not connect to the endpoint URL: \"http://127.0.0.1:{port}/b?prefix=a%20b\"");
    }

    [Fact]
    public async Task An_unknown_name_is_a_connect_fault()
        => await FailsAsync(RequestTo("nope.invalid"), new(), TransportFault.Connect, "Could not connect to the endpoint URL: \"http://nope.invalid/\"");

    [Fact]
    public async Task A_host_that_cannot_be_one_is_a_usage_error()
    {
        using var transport = new SocketsTransport(new(), new FakeMachine());
        var error = await Assert.ThrowsAsync<UsageException>(() => transport.SendAsync(RequestTo("a b:x"), default));
        Assert.Equal("Invalid endpoint: http://a b:x", error.Message);
    }

    [Fact]
    public async Task A_server_that_does_not_accept_is_a_connect_timeout()
    {
        // A full queue of connections drops every further one on Linux.
        using var listener = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        listener.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        listener.Listen(0);
        var endpoint = (System.Net.IPEndPoint)listener.LocalEndPoint!;
        var waiting = Enumerable.Range(0, 4).Select(_ => new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp)).ToList();
        foreach (var socket in waiting) _ = socket.ConnectAsync(endpoint);

        var options = new TransportOptions { ConnectTimeout = TimeSpan.FromSeconds(2), ReadTimeout = TimeSpan.FromSeconds(1) };
        await FailsAsync(RequestTo($"127.0.0.1:{endpoint.Port}"), options, TransportFault.ConnectTimeout, $"Connect timeout on endpoint URL: \"http://127.0.0.1:{endpoint.Port}/\"");
        foreach (var socket in waiting) socket.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhello")]
    public async Task A_server_that_hangs_is_a_read_timeout_before_and_in_the_body(string start)
    {
        await using var server = new LoopbackServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(start);
            await connection.HangAsync();
        });
        await FailsAsync(RequestTo(server.Host), Impatient, TransportFault.ReadTimeout, $"Read timeout on endpoint URL: \"http://{server.Host}/\"");
    }

    [Fact]
    public async Task A_server_that_stops_taking_the_body_is_a_read_timeout()
    {
        await using var server = new LoopbackServer(async connection => { await connection.ReadHeadAsync(); await connection.HangAsync(); });
        var request = RequestTo(server.Host, "PUT");
        request.Body = RequestBody.Of(new byte[64 << 20]);
        await FailsAsync(request, Impatient, TransportFault.ReadTimeout, $"Read timeout on endpoint URL: \"http://{server.Host}/\"");
    }

    [Fact]
    public async Task A_slow_server_that_keeps_sending_is_no_timeout()
    {
        await using var server = new LoopbackServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n");
            for (var i = 0; i < 8; i++) { await connection.WriteAsync("x"); await Task.Delay(50, TestContext.Current.CancellationToken); }
        });
        using var transport = new SocketsTransport(new() { ReadTimeout = TimeSpan.FromMilliseconds(300) }, new FakeMachine());
        Assert.Equal("xxxxxxxx", await ReadAsync(transport, RequestTo(server.Host)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello")]
    [InlineData("garbage \0\u0001\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n: nothing\r\n\r\n")]
    public async Task A_cut_reply_and_garbage_are_a_closed_connection(string reply)
    {
        await using var server = new LoopbackServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(reply);
        });
        await FailsAsync(RequestTo(server.Host), new(), TransportFault.ConnectionClosed,
            $"Connection was closed before we received a valid response from endpoint URL: \"http://{server.Host}/\".");
    }

    [Fact]
    public async Task A_reset_is_a_closed_connection()
    {
        await using var server = new LoopbackServer(async connection => { await connection.ReadRequestAsync(); connection.Reset(); });
        await FailsAsync(RequestTo(server.Host), new(), TransportFault.ConnectionClosed,
            $"Connection was closed before we received a valid response from endpoint URL: \"http://{server.Host}/\".");
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_is_the_files_fault_not_the_servers()
    {
        await using var server = LoopbackServer.Answering(Hello);
        await BodyFailsAsync(server, RequestBody.Of(() => new BrokenStream(), 100), "The body cannot be read: disk on fire");
        await BodyFailsAsync(server, RequestBody.Of(() => throw new LocalFileException("gone"), 100), "gone");
        await BodyFailsAsync(server, RequestBody.Of(() => new MemoryStream(new byte[10]), 100), "The body changed while it was sent: 10 bytes instead of 100.");
        await BodyFailsAsync(server, RequestBody.Of(() => new MemoryStream(new byte[110]), 100), "The body changed while it was sent: 110 bytes instead of 100.");
    }

    [Fact]
    public async Task A_caller_who_cancels_gets_a_cancellation_before_and_in_the_body()
    {
        await using var server = new LoopbackServer(async connection =>
        {
            var head = await connection.ReadHeadAsync();
            if (head!.StartsWith("PUT", StringComparison.Ordinal)) await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello");
            await connection.HangAsync();
        });
        using var transport = new SocketsTransport(new(), new FakeMachine());
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => transport.SendAsync(RequestTo(server.Host), soon.Token));

        using var reply = await transport.SendAsync(RequestTo(server.Host, "PUT"), default);
        using var later = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reply.Body.CopyToAsync(Stream.Null, later.Token));
    }

    [Fact]
    public async Task A_header_with_a_line_break_is_refused()
    {
        await using var server = LoopbackServer.Answering(Hello);
        var request = RequestTo(server.Host);
        request.Headers["X-A"] = "a\r\nX-B: b";
        using var transport = new SocketsTransport(new(), new FakeMachine());
        await Assert.ThrowsAsync<UsageException>(() => transport.SendAsync(request, default));
        Assert.Empty(server.Heads);
    }

    static async Task BodyFailsAsync(LoopbackServer server, RequestBody body, string message)
    {
        var request = RequestTo(server.Host, "PUT");
        request.Body = body;
        using var transport = new SocketsTransport(new(), new FakeMachine());
        Assert.Equal(message, (await Assert.ThrowsAsync<LocalFileException>(() => transport.SendAsync(request, default))).Message);
    }

    static async Task<LoopbackRequest> EchoedAsync(RequestBody body, bool expectContinue = false)
    {
        LoopbackRequest? received = null;
        await using var server = new LoopbackServer(async connection =>
        {
            received = await connection.ReadRequestAsync();
            await connection.WriteAsync(Hello);
        });
        var request = RequestTo(server.Host, "PUT");
        request.Body = body;
        if (expectContinue) request.Headers["Expect"] = "100-continue";
        await SendAsync(request);
        return received!;
    }

    static HttpRequest RequestTo(string host, string method = "GET", string path = "/")
        => new() { Scheme = "http", Host = host, Method = method, Path = path };

    static async Task SendAsync(HttpRequest request)
    {
        using var transport = new SocketsTransport(new(), new FakeMachine());
        await ReadAsync(transport, request);
    }

    static async Task<string> ReadAsync(SocketsTransport transport, HttpRequest request)
    {
        using var reply = await transport.SendAsync(request, TestContext.Current.CancellationToken);
        return await new StreamReader(reply.Body, Encoding.Latin1).ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    static async Task FailsAsync(HttpRequest request, TransportOptions options, TransportFault fault, string message)
    {
        using var transport = new SocketsTransport(options, new FakeMachine());
        var error = await Assert.ThrowsAsync<TransportException>(() => ReadAsync(transport, request));
        Assert.Equal((fault, message), (error.Fault, error.Message));
    }

    sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => throw new IOException("disk on fire");
    }
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Awl.Tests.Http;

/// <summary>A server of raw bytes on 127.0.0.1: each connection runs the test's own script, so it may hang, cut the reply or send garbage.</summary>
sealed class LoopbackServer : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly Func<LoopbackConnection, Task> _script;
    readonly X509Certificate2? _certificate;
    readonly List<Task> _connections = [];
    readonly List<string> _heads = [];
    readonly Task _accepting;

    /// <param name="script">What to do on each connection, from its first byte; the connection closes when it returns.</param>
    /// <param name="certificate">Speak TLS, with this certificate.</param>
    public LoopbackServer(Func<LoopbackConnection, Task> script, X509Certificate2? certificate = null)
    {
        (_script, _certificate) = (script, certificate);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Host => $"127.0.0.1:{Port}";

    /// <summary>The heads (request line and headers) of all requests that scripts have read.</summary>
    public IReadOnlyList<string> Heads { get { lock (_heads) return [.. _heads]; } }

    public int Connections { get { lock (_connections) return _connections.Count; } }

    /// <summary>Answers every request with the same bytes and keeps connections open between requests.</summary>
    public static LoopbackServer Answering(string reply, X509Certificate2? certificate = null) => new(async connection =>
    {
        while (await connection.ReadRequestAsync() is not null) await connection.WriteAsync(reply);
    }, certificate);

    /// <summary>A port of 127.0.0.1 on which nobody listens.</summary>
    public static int ClosedPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        Task[] connections;
        lock (_connections) connections = [.. _connections];
        await Task.WhenAll(connections);
        _stop.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                lock (_connections) _connections.Add(Task.Run(() => ServeAsync(socket)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException) { }
    }

    async Task ServeAsync(Socket socket)
    {
        try
        {
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (_certificate is not null)
            {
                var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
                stream = tls;
            }
            await using var connection = new LoopbackConnection(socket, stream, head => { lock (_heads) _heads.Add(head); }, _stop.Token);
            await _script(connection);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException
            or System.Security.Authentication.AuthenticationException)
        { }
        finally { socket.Dispose(); }
    }
}

/// <summary>One connection to a <see cref="LoopbackServer"/>.</summary>
sealed class LoopbackConnection(Socket socket, Stream stream, Action<string> keepHead, CancellationToken stopped) : IAsyncDisposable
{
    /// <summary>The bytes below, for scripts that speak another protocol than HTTP.</summary>
    public Stream Stream => stream;

    /// <summary>Reads a whole request, with the body that Content-Length or chunked promises, or null when the client closed.</summary>
    public async Task<LoopbackRequest?> ReadRequestAsync()
    {
        if (await ReadHeadAsync() is not { } head) return null;
        if (HeaderIn(head, "Expect") is not null) await WriteAsync("HTTP/1.1 100 Continue\r\n\r\n");
        return new(head, await ReadBodyAsync(head));
    }

    /// <summary>Reads request line and headers, up to and without the empty line; null when the client closed.</summary>
    public async Task<string?> ReadHeadAsync()
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || !(head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n'))
        {
            if (await stream.ReadAsync(one, stopped) == 0) return null;
            head.Add(one[0]);
        }
        var text = Encoding.Latin1.GetString([.. head[..^4]]);
        keepHead(text);
        return text;
    }

    public async Task<byte[]> ReadBodyAsync(string head)
    {
        if (HeaderIn(head, "Transfer-Encoding") is "chunked") return await ReadChunksAsync();

        var body = new byte[int.Parse(HeaderIn(head, "Content-Length") ?? "0")];
        await stream.ReadExactlyAsync(body, stopped);
        return body;
    }

    /// <summary>Writes text, each character as one byte.</summary>
    public async Task WriteAsync(string latin1)
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(latin1), stopped);
        await stream.FlushAsync(stopped);
    }

    /// <summary>Says nothing more until the server is disposed.</summary>
    public Task HangAsync() => Task.Delay(Timeout.Infinite, stopped);

    /// <summary>Closes with a reset instead of an orderly end.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    /// <summary>The value of a header of a head, or null.</summary>
    public static string? HeaderIn(string head, string name)
    {
        foreach (var line in head.Split("\r\n")[1..])
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line[..colon].Equals(name, StringComparison.OrdinalIgnoreCase)) return line[(colon + 1)..].Trim();
        }
        return null;
    }

    async Task<byte[]> ReadChunksAsync()
    {
        using var body = new MemoryStream();
        while (true)
        {
            var size = Convert.ToInt32((await ReadLineAsync()).Split(';')[0], 16);
            var chunk = new byte[size];
            await stream.ReadExactlyAsync(chunk, stopped);
            body.Write(chunk);
            if (size > 0) { await ReadLineAsync(); continue; }

            while (await ReadLineAsync() != "") { }
            return body.ToArray();
        }
    }

    async Task<string> ReadLineAsync()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, stopped) == 1 && one[0] != '\n')
        {
            if (one[0] != '\r') line.Append((char)one[0]);
        }
        return line.ToString();
    }
}

/// <summary>A request as the server read it; <paramref name="Head"/> is request line and headers.</summary>
sealed record LoopbackRequest(string Head, byte[] Body);

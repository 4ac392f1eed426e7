using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Awl.Local.Hosting;

/// <summary>Kestrel on loopback addresses, and nothing of ASP.NET around it: no configuration, environment variable or default opens another door.</summary>
/// <remarks>The handler sees only requests that <see cref="RequestGuard"/> lets through; the guard's refusals are bare.</remarks>
sealed class LocalServer : IHttpApplication<HttpContext>, IAsyncDisposable
{
    readonly KestrelServer _server;
    readonly RequestGuard _guard;
    readonly RequestDelegate _handler;
    readonly Activity _activity;

    LocalServer(KestrelServer server, RequestGuard guard, RequestDelegate handler, Activity activity, int port)
        => (_server, _guard, _handler, _activity, Port) = (server, guard, handler, activity, port);

    /// <summary>The port on each of its addresses.</summary>
    public int Port { get; }

    /// <summary>The address that clients are told, without a final slash.</summary>
    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>Binds and starts. From its return on, requests are answered.</summary>
    /// <exception cref="LocalFileException">The port is taken, or binding is not allowed.</exception>
    public static async Task<LocalServer> StartAsync(ServerOptions options, Activity activity, RequestDelegate handler, CancellationToken cancellationToken)
    {
        var sockets = ListeningSockets.Bind(options);
        var port = ((IPEndPoint)sockets[0].LocalEndPoint!).Port;
        var server = MakeKestrel(options, sockets);
        var local = new LocalServer(server, new(HostList.Of(sockets, options.HasNamesBelowLocalhost)), handler, activity, port);
        await server.StartAsync(local, cancellationToken);
        return local;
    }

    /// <summary>Answers what is under way, for a second at most, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _server.StopAsync(patience.Token);
        _server.Dispose();
    }

    HttpContext IHttpApplication<HttpContext>.CreateContext(IFeatureCollection features) => new DefaultHttpContext(features);

    async Task IHttpApplication<HttpContext>.ProcessRequestAsync(HttpContext context)
    {
        using var request = _activity.Begin();
        if (!_guard.Allows(context))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            context.Response.Headers.Connection = "close";
            return;
        }
        await _handler(context);
    }

    void IHttpApplication<HttpContext>.DisposeContext(HttpContext context, Exception? exception) { }

    static KestrelServer MakeKestrel(ServerOptions options, IReadOnlyList<Socket> sockets)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false, AllowSynchronousIO = false };
        kestrel.Limits.MaxConcurrentConnections = options.MostConnections;
        kestrel.Limits.MaxRequestBodySize = options.MostBodyBytes;
        kestrel.Limits.MaxRequestHeadersTotalSize = options.MostHeaderBytes;
        kestrel.Limits.MaxRequestLineSize = options.MostHeaderBytes / 2;
        kestrel.Limits.RequestHeadersTimeout = options.HeaderTimeout;
        kestrel.Limits.KeepAliveTimeout = options.KeepAlive;
        foreach (var socket in sockets) kestrel.Listen(socket.LocalEndPoint!, listen => listen.Protocols = HttpProtocols.Http1);

        var next = 0;
        var transport = new SocketTransportOptions { CreateBoundListenSocket = _ => sockets[next++] };
        return new(Options.Create(kestrel), new SocketTransportFactory(Options.Create(transport), NullLoggerFactory.Instance), NullLoggerFactory.Instance);
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Awl.Http;

/// <summary>HTTP/1.1 and, where a request asks for it, HTTP/2, over .NET's own sockets handler.</summary>
/// <remarks>
/// Nothing happens before the first request. The request goes out as it stands: no redirects, cookies, tracing headers or content coding.
/// SocketsHttpHandler costs 0.8 ms of a process's start more than a bare socket (3.1 and 2.4 ms in all, one GET on loopback).
/// </remarks>
sealed class SocketsTransport(TransportOptions options, Machine machine) : ITransport, IDisposable
{
    readonly Lock _lock = new();
    HttpMessageInvoker? _plain;
    HttpMessageInvoker? _secure;
    ProxySettings? _proxies = options.Proxies;

    public async Task<HttpReply> SendAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        _proxies ??= ProxySettings.FromEnvironment(machine);
        var proxy = _proxies.FindProxy(request.Scheme, request.Host);
        // With events in both directions silence is no fault; there, pings tell a dead connection.
        var timer = new IdleTimer(request.UsesHttp2 ? TimeSpan.Zero : options.ReadTimeout, cancellationToken);
        var exchange = new Exchange(request, proxy, timer);
        try
        {
            timer.Restart();
            var response = await InvokerFor(request, _proxies).SendAsync(exchange, timer.Token).ConfigureAwait(false);
            timer.Stop();
            return await ReplyOfAsync(response, exchange, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException || exchange.BodyFailure is not null)
        {
            timer.Stop();
            cancellationToken.ThrowIfCancellationRequested();
            throw TransportErrors.For(e, exchange);
        }
    }

    public void Dispose()
    {
        _plain?.Dispose();
        _secure?.Dispose();
    }

    HttpMessageInvoker InvokerFor(HttpRequest request, ProxySettings proxies)
    {
        lock (_lock)
        {
            return request.Scheme == "https" ? _secure ??= MakeInvoker(request, proxies) : _plain ??= MakeInvoker(request, proxies);
        }
    }

    HttpMessageInvoker MakeInvoker(HttpRequest request, ProxySettings proxies)
    {
        var proxyUrl = request.Scheme == "https" ? proxies.ForHttps : proxies.ForHttp;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = options.ConnectTimeout > TimeSpan.Zero ? options.ConnectTimeout : Timeout.InfiniteTimeSpan,
            ConnectCallback = ConnectAsync,
            // The signature covers the UTF-8 of a value.
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = options.ReadTimeout > TimeSpan.FromSeconds(1) ? options.ReadTimeout : Timeout.InfiniteTimeSpan,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            UseProxy = proxyUrl is not null,
        };
        if (proxyUrl is not null) handler.Proxy = new WebProxies(proxies);
        if (request.Scheme == "https" || ServerTrust.IsSecure(proxyUrl)) handler.SslOptions = ServerTrust.For(options, request, proxyUrl, machine);
        return new HttpMessageInvoker(handler);
    }

    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        // Connecting has its own time-out.
        var timer = (context.InitialRequestMessage as Exchange)?.Timer;
        timer?.Stop();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (options.TcpKeepAlive) socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        finally
        {
            timer?.Restart();
        }
    }

    static async Task<HttpReply> ReplyOfAsync(HttpResponseMessage response, Exchange exchange, CancellationToken cancellationToken)
    {
        var headers = new HeaderList();
        Add(response.Headers.NonValidated, headers);
        Add(response.Content.Headers.NonValidated, headers);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return new((int)response.StatusCode, headers, new ReplyStream(body, exchange), new Connection(response, exchange.Timer));
    }

    static void Add(HttpHeadersNonValidated from, HeaderList to)
    {
        foreach (var (name, values) in from)
        {
            foreach (var value in values) to.Add(name, value);
        }
    }

    sealed class Connection(HttpResponseMessage response, IdleTimer timer) : IDisposable
    {
        public void Dispose()
        {
            response.Dispose();
            timer.Dispose();
        }
    }

    /// <summary>Our proxy settings in the form that the handler asks for.</summary>
    sealed class WebProxies(ProxySettings settings) : IWebProxy, ICredentials
    {
        public ICredentials? Credentials { get => this; set => throw new NotSupportedException("Proxies are set by ProxySettings."); }

        public Uri? GetProxy(Uri destination) => Find(destination)?.Address;

        public bool IsBypassed(Uri host) => Find(host) is null;

        // Only tunnels ask: a request through a plain proxy brings its password itself.
        public NetworkCredential? GetCredential(Uri uri, string authType)
        {
            if (!authType.Equals("Basic", StringComparison.OrdinalIgnoreCase)) return null;
            if (FindPassword(settings.ForHttps, uri) is not { } found) return null;

            var colon = found.IndexOf(':', StringComparison.Ordinal);
            return new(found[..colon], found[(colon + 1)..]);
        }

        Proxy? Find(Uri destination) => settings.FindProxy(destination.Scheme, destination.Authority);

        static string? FindPassword(string? url, Uri address)
            => url is not null && Proxy.Parse(url) is var proxy && proxy.Address == address ? proxy.UserPassword : null;
    }
}

namespace Awl.Http;

/// <summary>Turns what SocketsHttpHandler throws into our failures, in AWS CLI's words.</summary>
/// <remarks>Source: botocore httpsession.py, URLLib3Session.send, and exceptions.py; words as AWS CLI 2.36.12 prints them.</remarks>
static class TransportErrors
{
    /// <summary>The failure to throw for an exchange that broke.</summary>
    public static Exception For(Exception exception, Exchange exchange)
    {
        if (exchange.BodyFailure is { } failure) return OfBody(failure);
        if (exchange.Timer.HasExpired) return Make(TransportFault.ReadTimeout, exchange, exception);

        return exception switch
        {
            OperationCanceledException { InnerException: TimeoutException } => Make(TransportFault.ConnectTimeout, exchange, exception),
            OperationCanceledException => exception,
            _ when FindRejection(exception) is { } rejected => Certificate(exchange.Request, rejected.Message, exception),
            HttpRequestException http => Make(FaultOf(http, exchange), exchange, http),
            _ => Make(TransportFault.ConnectionClosed, exchange, exception),
        };
    }

    /// <summary>A certificate that is not to be trusted, or a trust store that cannot be read.</summary>
    public static TransportException Certificate(HttpRequest request, string reason, Exception? inner = null)
        => new(TransportFault.Certificate, $"SSL validation failed for {Url(request)} {reason}", inner);

    static TransportFault FaultOf(HttpRequestException exception, Exchange exchange) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            => exchange.Proxy is null ? TransportFault.Connect : TransportFault.Proxy,
        HttpRequestError.ProxyTunnelError => TransportFault.Proxy,
        // A handshake that the server breaks off says nothing about its certificate; one that is not TLS at all does.
        HttpRequestError.SecureConnectionError when exception.InnerException is System.Security.Authentication.AuthenticationException
            => TransportFault.Certificate,
        _ => TransportFault.ConnectionClosed,
    };

    static TransportException Make(TransportFault fault, Exchange exchange, Exception inner)
    {
        var url = Url(exchange.Request);
        return fault switch
        {
            TransportFault.Certificate => Certificate(exchange.Request, "the server does not speak TLS as we do", inner),
            TransportFault.Proxy => new(fault, $"Failed to connect to proxy URL: \"{exchange.Proxy?.Shown}\"{StatusOf(inner)}", inner),
            TransportFault.Connect => new(fault, $"Could not connect to the endpoint URL: \"{url}\"", inner),
            TransportFault.ConnectTimeout => new(fault, $"Connect timeout on endpoint URL: \"{url}\"", inner),
            TransportFault.ReadTimeout => new(fault, $"Read timeout on endpoint URL: \"{url}\"", inner),
            _ => new(fault, $"Connection was closed before we received a valid response from endpoint URL: \"{url}\".", inner),
        };
    }

    // What the proxy said to CONNECT: 407 sends the user to the password, 403 to the administrator.
    static string StatusOf(Exception exception)
        => exception is HttpRequestException { StatusCode: { } status } ? $" (HTTP status {(int)status})" : "";

    static Exception OfBody(Exception failure)
        => failure is IOException ? new LocalFileException($"The body cannot be read: {failure.Message}", failure) : failure;

    static CertificateRejectedException? FindRejection(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is CertificateRejectedException rejected) return rejected;
        }
        return null;
    }

    static string Url(HttpRequest request) => Redaction.Url(request.Url);
}

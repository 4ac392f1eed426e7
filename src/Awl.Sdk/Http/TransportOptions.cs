namespace Awl.Http;

/// <summary>How to reach servers.</summary>
sealed record TransportOptions
{
    /// <summary>The longest wait for a connection: name, TCP and TLS. Zero waits for ever.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest time without a byte from or to the server, while it is our turn to wait for it. Zero waits for ever.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A PEM file of the only roots to trust, or null for the system's.</summary>
    public string? CaBundle { get; init; }

    /// <summary>False trusts any certificate (<c>--no-verify-ssl</c>).</summary>
    public bool VerifyCertificates { get; init; } = true;

    /// <summary>A PEM file of the only roots to trust for an <c>https</c> proxy, or null for those of the servers.</summary>
    public string? ProxyCaBundle { get; init; }

    /// <summary>Which proxy to use for what; null reads the environment when the first request is about to be sent.</summary>
    public ProxySettings? Proxies { get; init; }

    /// <summary>Whether the system probes idle connections, as the setting <c>tcp_keepalive</c> asks.</summary>
    public bool TcpKeepAlive { get; init; }
}

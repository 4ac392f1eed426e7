using System.Net;

namespace Awl.Local.Hosting;

/// <summary>Where a server listens and how much it takes.</summary>
sealed record ServerOptions
{
    /// <summary>The port; 0 for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>An address of the link-local net to listen on, at port 80, beside loopback: what programs ask that cannot be told another. Needs root.</summary>
    public IPAddress? LinkLocal { get; init; }

    /// <summary>Whether names below <c>localhost</c> are its own too. No name server can give one to another machine (RFC 6761).</summary>
    public bool HasNamesBelowLocalhost { get; init; }

    /// <summary>Connections at a time; more are closed as they come.</summary>
    public int MostConnections { get; init; } = 512;

    /// <summary>The longest body of a request; null for any length.</summary>
    public long? MostBodyBytes { get; init; } = 16 * 1024;

    /// <summary>All headers of a request together; its first line may take half of that.</summary>
    public int MostHeaderBytes { get; init; } = 32 * 1024;

    /// <summary>How long a client may take to send its headers.</summary>
    public TimeSpan HeaderTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection may wait for its next request.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);
}

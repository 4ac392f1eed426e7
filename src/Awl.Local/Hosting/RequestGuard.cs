using System.Net;
using Microsoft.AspNetCore.Http;

namespace Awl.Local.Hosting;

/// <summary>Refuses what no program of this user sends: other hosts' and other users' requests, those meant for another name, and those that a web page made.</summary>
sealed class RequestGuard(HostList hosts)
{
    public bool Allows(HttpContext context)
        => IsLocal(context.Connection) && IsForUs(context.Request.Headers) && !IsFromPage(context.Request.Headers) && !PeerOwner.IsSomebodyElse(context.Connection);

    /// <summary>The peer is this machine: loopback, or the very address that it asked.</summary>
    static bool IsLocal(ConnectionInfo connection)
        => connection.RemoteIpAddress is { } peer && (IPAddress.IsLoopback(peer) || peer.Equals(connection.LocalIpAddress));

    bool IsForUs(IHeaderDictionary headers) => headers.Host is [{ } host] && hosts.Contains(host);

    /// <remarks>A browser adds <c>Origin</c> to what crosses sites and <c>Sec-Fetch-Site</c> to everything; no SDK sends either.</remarks>
    static bool IsFromPage(IHeaderDictionary headers)
    {
        if (headers.ContainsKey("Origin")) return true;
        foreach (var (name, _) in headers)
        {
            if (name.StartsWith("Sec-Fetch-", StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}

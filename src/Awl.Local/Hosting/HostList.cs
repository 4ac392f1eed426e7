using System.Net;
using System.Net.Sockets;

namespace Awl.Local.Hosting;

/// <summary>The names under which a server may be asked: the literal addresses it listens on and <c>localhost</c>, with its port or with none.</summary>
/// <remarks>A browser that a rebound name of DNS led here sends that name.</remarks>
sealed class HostList
{
    const string Below = ".localhost";

    readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    readonly bool _hasNamesBelowLocalhost;

    HostList(bool hasNamesBelowLocalhost) => _hasNamesBelowLocalhost = hasNamesBelowLocalhost;

    public static HostList Of(IEnumerable<Socket> sockets, bool hasNamesBelowLocalhost)
    {
        var list = new HostList(hasNamesBelowLocalhost);
        foreach (var socket in sockets)
        {
            var address = (IPEndPoint)socket.LocalEndPoint!;
            list.Add(address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address.Address}]" : address.Address.ToString(), address.Port);
            if (IPAddress.IsLoopback(address.Address)) list.Add("localhost", address.Port);
        }
        return list;
    }

    /// <summary>Whether the <c>Host</c> header of a request is on the list.</summary>
    public bool Contains(string host) => _names.Contains(host) || (_hasNamesBelowLocalhost && IsBelowLocalhost(host));

    /// <summary>Labels of letters, digits, hyphens and single dots before one of our names of localhost.</summary>
    bool IsBelowLocalhost(string host)
    {
        var end = host.IndexOf(Below, StringComparison.OrdinalIgnoreCase);
        return end > 0 && _names.Contains(host[(end + 1)..])
            && !host[..end].Split('.').Any(label => label.Length == 0 || !label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
    }

    void Add(string name, int port)
    {
        _names.Add(name);
        _names.Add($"{name}:{port}");
    }
}

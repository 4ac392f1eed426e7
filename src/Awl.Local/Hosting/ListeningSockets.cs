using System.Net;
using System.Net.Sockets;

namespace Awl.Local.Hosting;

/// <summary>Binds a server's addresses: 127.0.0.1 and, where there is one, [::1] at the same port; a link-local address at port 80 when asked for.</summary>
/// <remarks>Never any other. A port that somebody else holds on one of them is not ours: a client must not reach them in our name.</remarks>
static class ListeningSockets
{
    const int Attempts = 20;

    /// <exception cref="LocalFileException">The port is taken, or binding is not allowed.</exception>
    public static List<Socket> Bind(ServerOptions options)
    {
        var sockets = BindLoopback(options.Port);
        if (options.LinkLocal is not { } address) return sockets;

        try { sockets.Add(Listen(new(address, 80))); }
        catch (SocketException e)
        {
            foreach (var socket in sockets) socket.Dispose();
            throw new LocalFileException($"Cannot listen on {address}:80: {Reason(e)}", e);
        }
        return sockets;
    }

    static List<Socket> BindLoopback(int port)
    {
        for (var attempt = 1; ; attempt++)
        {
            Socket? first = null;
            try
            {
                first = Listen(new(IPAddress.Loopback, port));
                return BindIpv6(((IPEndPoint)first.LocalEndPoint!).Port) is { } second ? [first, second] : [first];
            }
            catch (SocketException e)
            {
                first?.Dispose();
                // Somebody may hold our free port on [::1]: another one, then.
                if (port == 0 && e.SocketErrorCode == SocketError.AddressAlreadyInUse && attempt < Attempts) continue;
                throw new LocalFileException($"Cannot listen on port {port} of this machine: {Reason(e)}", e);
            }
        }
    }

    static Socket? BindIpv6(int port)
    {
        if (!Socket.OSSupportsIPv6) return null;
        try { return Listen(new(IPAddress.IPv6Loopback, port)); }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported) { return null; }
    }

    static Socket Listen(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (OperatingSystem.IsWindows()) socket.ExclusiveAddressUse = true;
            if (address.AddressFamily == AddressFamily.InterNetworkV6) socket.DualMode = false;
            socket.Bind(address);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    static string Reason(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "another program listens there. Choose another with --port, or none for a free one.",
        SocketError.AccessDenied => "only root may. Run it by sudo, or without a port below 1024.",
        SocketError.AddressNotAvailable => "this machine has no such address. Add it to the loopback interface first: ip addr add ADDRESS/32 dev lo (Linux), "
            + "ifconfig lo0 alias ADDRESS (macOS), netsh interface ipv4 add address (Windows).",
        _ => e.SocketErrorCode.ToString(),
    };
}

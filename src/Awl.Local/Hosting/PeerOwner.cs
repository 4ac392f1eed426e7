using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;

namespace Awl.Local.Hosting;

/// <summary>Whose program is at the other end of a connection. Linux tells; elsewhere nobody does, and everybody passes.</summary>
/// <remarks>
/// Asks the kernel for the one socket with these addresses, which costs microseconds however many there are; reading /proc/net/tcp would not.
/// Source: sock_diag(7); linux/inet_diag.h, inet_diag_req_v2 and inet_diag_msg.
/// </remarks>
static partial class PeerOwner
{
    const int HeaderSize = 16, RequestSize = HeaderSize + 56, UserAt = HeaderSize + 64, AnswerSize = UserAt + 4;
    const ushort ByFamily = 20;

    /// <summary>Whether the peer is another user of this machine than ours and root.</summary>
    public static bool IsSomebodyElse(ConnectionInfo connection)
        => OperatingSystem.IsLinux() && connection is { RemoteIpAddress: { } peer, LocalIpAddress: { } local }
            && FindUser(new(peer, connection.RemotePort), new(local, connection.LocalPort)) is { } user && user != 0 && user != OwnUser();

    /// <summary>The user of the program that has this connection, or null when the kernel does not say.</summary>
    internal static uint? FindUser(IPEndPoint peer, IPEndPoint local)
    {
        const int netlink = 16, raw = 3, closeOnExec = 0x80000, sockDiag = 4;
        var descriptor = OpenSocket(netlink, raw | closeOnExec, sockDiag);
        if (descriptor < 0) return null;
        try
        {
            Span<byte> request = stackalloc byte[RequestSize], answer = stackalloc byte[512];
            WriteRequest(request, peer, local);
            if (Send(descriptor, request, request.Length, 0) != request.Length) return null;

            var count = (int)Receive(descriptor, answer, answer.Length, 0);
            return count >= AnswerSize && MemoryMarshal.Read<ushort>(answer[4..]) == ByFamily ? MemoryMarshal.Read<uint>(answer[UserAt..]) : null;
        }
        finally { _ = CloseSocket(descriptor); }
    }

    /// <summary>The header (length, type, flags) and the socket that is asked for, as its owner sees it: the peer's address is its own.</summary>
    static void WriteRequest(Span<byte> request, IPEndPoint peer, IPEndPoint local)
    {
        request.Clear();
        MemoryMarshal.Write(request, (uint)request.Length);
        MemoryMarshal.Write(request[4..], ByFamily);
        MemoryMarshal.Write(request[6..], (ushort)1);

        var body = request[HeaderSize..];
        body[0] = (byte)(peer.AddressFamily == AddressFamily.InterNetworkV6 ? 10 : 2);
        body[1] = 6;   // TCP
        MemoryMarshal.Write(body[4..], uint.MaxValue);   // in any state
        BinaryPrimitives.WriteUInt16BigEndian(body[8..], (ushort)peer.Port);
        BinaryPrimitives.WriteUInt16BigEndian(body[10..], (ushort)local.Port);
        peer.Address.TryWriteBytes(body[12..28], out _);
        local.Address.TryWriteBytes(body[28..44], out _);
        body[48..56].Fill(0xff);   // no cookie
    }

    [LibraryImport("libc", EntryPoint = "socket")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int OpenSocket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "send")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint Send(int descriptor, ReadOnlySpan<byte> buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial nint Receive(int descriptor, Span<byte> buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int CloseSocket(int descriptor);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial uint OwnUser();
}

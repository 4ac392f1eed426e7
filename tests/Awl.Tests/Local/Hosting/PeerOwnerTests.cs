using System.Net;
using System.Net.Sockets;
using Awl.Local.Hosting;

namespace Awl.Tests.Local.Hosting;

public class PeerOwnerTests
{
    [Theory, InlineData("127.0.0.1"), InlineData("::1")]
    public async Task Linux_tells_whose_program_is_at_the_other_end(string address)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");
        Assert.SkipWhen(address == "::1" && !Socket.OSSupportsIPv6, "This machine has no IPv6.");
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        var local = (IPEndPoint)listener.LocalEndpoint;
        using var client = new TcpClient(local.AddressFamily);
        await client.ConnectAsync(local, TestContext.Current.CancellationToken);
        var own = File.ReadLines("/proc/self/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[2];
        Assert.Equal(own, $"{PeerOwner.FindUser((IPEndPoint)client.Client.LocalEndPoint!, local)}");
    }

    [Fact]
    public void A_connection_that_is_not_there_has_no_owner()
        => Assert.Null(PeerOwner.FindUser(new(IPAddress.Loopback, 1), new(IPAddress.Loopback, 2)));
}

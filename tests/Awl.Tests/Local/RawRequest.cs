using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Awl.Tests.Local;

/// <summary>A request as bytes on a socket: what no HTTP client would send.</summary>
static class RawRequest
{
    /// <summary>Sends the text and returns all that comes back until the server closes. A connection that is torn down ends the reply.</summary>
    public static async Task<string> SendAsync(int port, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        var reply = new MemoryStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
            await stream.CopyToAsync(reply, TestContext.Current.CancellationToken);
        }
        catch (IOException) { }
        return Encoding.Latin1.GetString(reply.ToArray());
    }
}

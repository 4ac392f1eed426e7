using System.Net.Sockets;
using System.Text;

namespace Awl.Cli.SignIn;

/// <summary>One connection of a browser: a request, an answer.</summary>
sealed class CallbackConnection(Socket socket) : IDisposable
{
    const int MostHeadBytes = 16 * 1024;

    readonly NetworkStream _stream = new(socket, ownsSocket: true);

    public void Dispose() => _stream.Dispose();

    /// <summary>The head of the request; null where the browser closes the connection or sends more than belongs there.</summary>
    public async Task<byte[]?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[MostHeadBytes];
        var length = 0;
        while (length < buffer.Length)
        {
            var count = await _stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (count == 0) return null;
            length += count;
            if (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) is >= 0 and var end) return buffer[..end];
        }
        return null;
    }

    /// <summary>Answers and ends the connection. A browser that has gone away is no failure: the login goes on.</summary>
    public async Task AnswerAsync(CallbackPage page, CancellationToken cancellationToken)
    {
        try
        {
            await _stream.WriteAsync(page.ToHttp(), cancellationToken);
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (IOException) { }
        catch (SocketException) { }
        Dispose();
    }
}

using System.Text;
using Awl.Protocols.Codecs;
using Awl.Tests.Http;

namespace Awl.Tests.Scripts;

/// <summary>Answers the requests of a script with its replies, in order.</summary>
sealed class ScriptServer : IAsyncDisposable
{
    readonly LoopbackServer _server;
    readonly List<string> _requests = [];

    public ScriptServer() => _server = new(ServeAsync);

    public string Url => $"http://{_server.Host}";

    /// <summary>Set before the first request comes.</summary>
    public IReadOnlyList<string> Replies { get; set; } = [];

    /// <summary>Head and body of each request.</summary>
    public IReadOnlyList<string> Requests { get { lock (_requests) return [.. _requests]; } }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    async Task ServeAsync(LoopbackConnection connection)
    {
        while (await connection.ReadRequestAsync() is { } request)
        {
            int number;
            lock (_requests)
            {
                _requests.Add($"{request.Head}\r\n\r\n{Encoding.UTF8.GetString(request.Body)}");
                number = _requests.Count;
            }
            var reply = number <= Replies.Count ? Replies[number - 1] : "500 {\"message\":\"The script has no reply left.\"}";
            if (reply == "closed") return;
            if (reply == "hangs") continue;
            await connection.WriteAsync(Encoding.Latin1.GetString(ToHttp(reply, isHead: request.Head.StartsWith("HEAD ", StringComparison.Ordinal))));
            if (reply.Contains("\nConnection: close\n", StringComparison.Ordinal)) return;
        }
    }

    static byte[] ToHttp(string reply, bool isHead)
    {
        var end = reply.IndexOf('\n', StringComparison.Ordinal);
        var first = end < 0 ? reply : reply[..end];
        var space = first.IndexOf(' ', StringComparison.Ordinal);
        var (headers, body) = space >= 0 ? ("", reply[(space + 1)..]) : HeadersAndBody(end < 0 ? "" : reply[(end + 1)..]);

        var content = headers.Contains(EventStreamMessage.ContentType, StringComparison.Ordinal) ? ScriptEvents.Encode(body) : Encoding.UTF8.GetBytes(body);
        if (!headers.Contains("Content-Length:", StringComparison.OrdinalIgnoreCase)) headers += $"Content-Length: {content.Length}\r\n";
        var head = Encoding.UTF8.GetBytes($"HTTP/1.1 {first.Split(' ')[0]} X\r\n{headers}\r\n");
        return isHead ? head : [.. head, .. content];
    }

    static (string Headers, string Body) HeadersAndBody(string text)
    {
        var empty = text.IndexOf("\n\n", StringComparison.Ordinal);
        var (headers, body) = empty < 0 ? (text, "") : (text[..empty], text[(empty + 2)..]);
        return headers.Length == 0 ? ("", body) : (headers.TrimEnd('\n').Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n", body);
    }
}

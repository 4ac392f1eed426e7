using System.Text;
using Awl.Http;

namespace Awl.Tests.Http;

/// <summary>Answers each request with the next reply of a list and keeps what was sent. A request too many fails the test.</summary>
sealed class ScriptedTransport : ITransport
{
    readonly Queue<Func<SentRequest, HttpReply>> _replies = [];
    readonly List<SentRequest> _requests = [];

    /// <summary>What was sent, in order, as it stood then: later changes to a request do not show.</summary>
    public IReadOnlyList<SentRequest> Requests => _requests;

    /// <summary>The replies that nothing has asked for yet.</summary>
    public int Remaining => _replies.Count;

    public ScriptedTransport Reply(int status, string body = "", params (string Name, string Value)[] headers)
        => Reply(status, Encoding.UTF8.GetBytes(body), headers);

    public ScriptedTransport Reply(int status, byte[] body, params (string Name, string Value)[] headers)
        => Reply(_ => MakeReply(status, new MemoryStream(body, writable: false), headers));

    /// <summary>A reply with any stream as its body: one that fails half-way, or that the test fills as it goes.</summary>
    public ScriptedTransport Reply(int status, Stream body, params (string Name, string Value)[] headers)
        => Reply(_ => MakeReply(status, body, headers));

    /// <summary>A reply made from the request, or an exception thrown instead of one.</summary>
    public ScriptedTransport Reply(Func<SentRequest, HttpReply> reply) { _replies.Enqueue(reply); return this; }

    /// <summary>No reply: the transport throws.</summary>
    public ScriptedTransport Fail(TransportFault fault, string? message = null)
        => Reply(request => throw new TransportException(fault, message ?? $"{fault} on \"{request.Url}\""));

    public async Task<HttpReply> SendAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var sent = await SentRequest.OfAsync(request, cancellationToken);
        Func<SentRequest, HttpReply>? reply;
        lock (_replies)
        {
            _requests.Add(sent);
            Assert.True(_replies.TryDequeue(out reply), $"The script has no reply left for {sent.Method} {sent.Url}");
        }
        return reply!(sent);
    }

    public static HttpReply MakeReply(int status, Stream body, params (string Name, string Value)[] headers)
    {
        var list = new HeaderList();
        foreach (var (name, value) in headers) list.Add(name, value);
        return new HttpReply(status, list, body);
    }
}

/// <summary>A request as it was at the moment of sending.</summary>
sealed record SentRequest(string Method, string Scheme, string Host, string Path, string Target, HeaderList Headers, byte[] Body)
{
    public string Url => $"{Scheme}://{Host}{Target}";

    public string BodyText => Encoding.UTF8.GetString(Body);

    public static async Task<SentRequest> OfAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var headers = new HeaderList();
        foreach (var (name, value) in request.Headers) headers.Add(name, value);

        await using var stream = request.Body.Open();
        using var body = new MemoryStream();
        await stream.CopyToAsync(body, cancellationToken);
        return new(request.Method, request.Scheme, request.Host, request.Path, request.Target, headers, body.ToArray());
    }
}

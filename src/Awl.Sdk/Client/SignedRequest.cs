using Awl.Http;

namespace Awl.Client;

/// <summary>A request as it would be sent, signed.</summary>
/// <remarks>Until its signature ends (for most services after 15 minutes) anybody who has it can send it. The secret key is not in it, a session token is.</remarks>
public sealed class SignedRequest
{
    readonly RequestBody _body;

    internal SignedRequest(HttpRequest request, RequestBody body)
        => (Method, Url, Headers, _body) = (request.Method, request.Url, [.. request.Headers], body);

    /// <summary>The method, in capitals.</summary>
    public string Method { get; }

    /// <summary>The whole URL.</summary>
    public string Url { get; }

    /// <summary>The headers in their order, but for <c>Host</c> and those about the length of the body, which the sender makes.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>The size of the body in bytes; null when only its end tells.</summary>
    public long? BodyLength => _body.Length;

    /// <summary>The body from its start, as it goes on the wire. Dispose it.</summary>
    public Stream OpenBody() => _body.Open();
}

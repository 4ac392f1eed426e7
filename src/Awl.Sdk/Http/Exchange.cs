using System.Net.Http.Headers;

namespace Awl.Http;

/// <summary>A request on its way through SocketsHttpHandler, with what the connection and the body need to know of it.</summary>
sealed class Exchange : HttpRequestMessage
{
    public Exchange(HttpRequest request, Proxy? proxy, IdleTimer timer) : base(HttpMethod.Parse(request.Method), UriOf(request))
    {
        (Request, Proxy, Timer) = (request, proxy, timer);
        Version = request.UsesHttp2 ? System.Net.HttpVersion.Version20 : System.Net.HttpVersion.Version11;
        VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        // A request without a body tells its length all the same, but for GET and HEAD. Source: botocore awsrequest.py, AWSRequestPreparer.
        if (request.Body.Length != 0 || (Method != HttpMethod.Get && Method != HttpMethod.Head)) Content = new WireContent(request.Body, timer);
        AddHeaders(request);
    }

    public HttpRequest Request { get; }

    public Proxy? Proxy { get; }

    public IdleTimer Timer { get; }

    /// <summary>Why the body could not be read, when that is what broke the request.</summary>
    public Exception? BodyFailure => (Content as WireContent)?.ReadFailure;

    // System.Uri would decode %7E, fold dots and more: then the path on the wire is not the one that was signed.
    static Uri UriOf(HttpRequest request)
        => Uri.TryCreate(request.Url, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }, out var uri)
            ? uri : throw new UsageException($"Invalid endpoint: {request.Scheme}://{request.Host}");

    void AddHeaders(HttpRequest request)
    {
        Headers.Host = request.Headers["Host"] ?? request.Host;
        // AWS CLI asks for the content as it is, and so nothing between here and there compresses it.
        if (request.Headers["Accept-Encoding"] is null) Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        if (Proxy?.Authorization is { } authorization && request.Scheme == "http")
        {
            Headers.TryAddWithoutValidation("Proxy-Authorization", authorization);
        }
        if (request.Body.Length is null) Headers.TransferEncodingChunked = true;

        foreach (var (name, value) in request.Headers) AddHeader(name, value);
    }

    void AddHeader(string name, string value)
    {
        switch (name.ToUpperInvariant())
        {
            case "HOST": return;
            case "CONTENT-LENGTH": return;    // The body knows.
            case "TRANSFER-ENCODING": return;
            case "EXPECT" when value.Equals("100-continue", StringComparison.OrdinalIgnoreCase):
                Headers.ExpectContinue = true;
                return;
        }
        // SocketsHttpHandler would turn a line break into a space: then the header is not the one that was signed.
        var isAllowed = value.AsSpan().IndexOfAny('\r', '\n', '\0') < 0;
        if (!isAllowed || (!Put(Headers, name, value) && !Put((Content ??= new WireContent(RequestBody.Empty, Timer)).Headers, name, value)))
        {
            throw new UsageException($"A header cannot be sent: its name or value has characters that HTTP does not allow (\"{name}\").");
        }
    }

    // Values of one name go on one line as they are signed, joined with a comma; the handler would join them with ", ".
    static bool Put(HttpHeaders headers, string name, string value)
    {
        if (headers.NonValidated.TryGetValues(name, out var before))
        {
            headers.Remove(name);
            value = $"{before},{value}";
        }
        return headers.TryAddWithoutValidation(name, value);
    }
}

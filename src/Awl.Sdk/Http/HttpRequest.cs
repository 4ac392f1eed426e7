namespace Awl.Http;

/// <summary>A request as a protocol builds it, an endpoint completes it, a signer signs it and a transport sends it.</summary>
/// <remarks>
/// The path is kept as it goes on the wire, the query as names and values before encoding: signing needs both forms and must not guess one
/// from the other.
/// </remarks>
sealed class HttpRequest
{
    public string Method { get; set; } = "POST";

    /// <summary><c>https</c> or <c>http</c>. Set by the endpoint.</summary>
    public string Scheme { get; set; } = "https";

    /// <summary>Host name, and the port where it is not the scheme's own: <c>sts.amazonaws.com</c>, <c>127.0.0.1:5000</c>. Set by the endpoint.</summary>
    public string Host { get; set; } = "";

    /// <summary>Percent-encoded path, starting with a slash.</summary>
    public string Path { get; set; } = "/";

    /// <summary>Names and values before encoding, in order, repeats allowed. A null value is a name without <c>=</c>.</summary>
    public List<KeyValuePair<string, string?>> Query { get; } = [];

    public HeaderList Headers { get; } = new();

    public RequestBody Body { get; set; } = RequestBody.Empty;

    /// <summary>Whether it must go over HTTP/2, as an event stream in both directions needs.</summary>
    public bool UsesHttp2 { get; set; }

    /// <summary>Path and query as they stand in the request line.</summary>
    public string Target
    {
        get
        {
            if (Query.Count == 0) return Path;

            var target = new System.Text.StringBuilder(Path);
            for (var i = 0; i < Query.Count; i++)
            {
                target.Append(i == 0 ? '?' : '&').Append(UriEncoding.Encode(Query[i].Key));
                if (Query[i].Value is { } value) target.Append('=').Append(UriEncoding.Encode(value));
            }
            return target.ToString();
        }
    }

    /// <summary>The whole URL, as error messages and presigned links show it.</summary>
    public string Url => $"{Scheme}://{Host}{Target}";
}

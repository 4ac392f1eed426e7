using System.Text;
using Awl.Http;

namespace Awl.Signing;

/// <summary>The headers that a signature covers, under lower-case names and sorted.</summary>
/// <remarks>
/// All headers but those that a proxy or the transport may touch, and those that count attempts, which botocore adds after signing.
/// Source: botocore auth.py, SIGNED_HEADERS_BLACKLIST, headers_to_sign, canonical_headers.
/// </remarks>
readonly struct SignedHeaders
{
    readonly List<KeyValuePair<string, string>> _headers;

    SignedHeaders(List<KeyValuePair<string, string>> headers)
    {
        _headers = headers;
        Names = JoinNames();
    }

    /// <summary>The names, each once, separated by semicolons.</summary>
    public string Names { get; }

    public static SignedHeaders Of(HttpRequest request)
    {
        var headers = new List<KeyValuePair<string, string>>(request.Headers.Count + 1);
        foreach (var (name, value) in request.Headers)
        {
            var lower = name.ToLowerInvariant();
            if (IsSigned(lower)) Insert(headers, lower, value);
        }
        if (request.Headers["Host"] is null) Insert(headers, "host", HostOf(request));
        return new(headers);
    }

    /// <summary>Writes a line for each name: its values, trimmed, separated by commas.</summary>
    public void Write(ref Utf8Text text)
    {
        for (var i = 0; i < _headers.Count; i++)
        {
            if (Repeats(i)) text.Append((byte)',');
            else
            {
                if (i > 0) text.Append((byte)'\n');
                text.Append(_headers[i].Key);
                text.Append((byte)':');
            }
            WriteTrimmed(ref text, _headers[i].Value);
        }
        text.Append((byte)'\n');
    }

    /// <summary>The host as the transport sends it: lower-case, without the scheme's own port.</summary>
    static string HostOf(HttpRequest request)
    {
        var host = request.Host.ToLowerInvariant();
        var ownPort = request.Scheme == "http" ? ":80" : ":443";
        return host.EndsWith(ownPort, StringComparison.Ordinal) ? host[..^ownPort.Length] : host;
    }

    static bool IsSigned(string name) => name is not ("authorization" or "connection" or "expect" or "keep-alive" or "proxy-authenticate"
        or "proxy-authorization" or "te" or "trailer" or "transfer-encoding" or "upgrade" or "user-agent" or "x-amzn-trace-id" or "amz-sdk-invocation-id" or "amz-sdk-request");

    /// <summary>Keeps the list sorted by name; values of one name stay in the order in which they were added.</summary>
    static void Insert(List<KeyValuePair<string, string>> headers, string name, string value)
    {
        var at = headers.Count;
        while (at > 0 && string.CompareOrdinal(headers[at - 1].Key, name) > 0) at--;
        headers.Insert(at, new(name, value));
    }

    /// <summary>Outer white space goes, inner runs of it become one space.</summary>
    static void WriteTrimmed(ref Utf8Text text, ReadOnlySpan<char> value)
    {
        value = value.Trim();
        while (!value.IsEmpty)
        {
            var word = 0;
            while (word < value.Length && !char.IsWhiteSpace(value[word])) word++;
            text.Append(value[..word]);
            value = value[word..].TrimStart();
            if (!value.IsEmpty) text.Append((byte)' ');
        }
    }

    string JoinNames()
    {
        var names = new StringBuilder();
        for (var i = 0; i < _headers.Count; i++)
        {
            if (Repeats(i)) continue;
            if (i > 0) names.Append(';');
            names.Append(_headers[i].Key);
        }
        return names.ToString();
    }

    bool Repeats(int i) => i > 0 && _headers[i].Key == _headers[i - 1].Key;
}

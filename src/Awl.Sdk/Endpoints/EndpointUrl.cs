using System.Globalization;
using Awl.Http;

namespace Awl.Endpoints;

/// <summary>A URL of an endpoint: scheme, authority and path, and the query that only a user gives. Nothing in it is decoded.</summary>
/// <remarks>Source: Smithy 2.0, rules engine, parseURL; botocore endpoint_provider.py, parse_url. A fragment is dropped.</remarks>
readonly struct EndpointUrl
{
    readonly string _text;
    readonly int _authority, _path, _end, _queryEnd;

    EndpointUrl(string text, int authority, int path, int end, int queryEnd)
        => (_text, _authority, _path, _end, _queryEnd) = (text, authority, path, end, queryEnd);

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public string Scheme => _authority == 7 ? "http" : "https";

    /// <summary>Host and, where it is given, port.</summary>
    public string Authority => _text[_authority.._path];

    /// <summary>Host and port, without user information and without a port that is the scheme's own.</summary>
    public string HostAndPort
    {
        get
        {
            var authority = _text.AsSpan(_authority, _path - _authority);
            authority = authority[(authority.LastIndexOf('@') + 1)..];
            var host = HostOf(authority);
            var port = authority[host.Length..];
            return port is "" or ":" || port.SequenceEqual(Scheme == "http" ? ":80" : ":443") ? host.ToString() : authority.ToString();
        }
    }

    /// <summary>As given: empty or starting with a slash.</summary>
    public string Path => _text[_path.._end];

    /// <summary>What stands between the question mark and the end or the fragment; empty where there is none.</summary>
    public string Query => _queryEnd > _end ? _text[(_end + 1).._queryEnd] : "";

    /// <summary>The path with dot segments and repeated slashes resolved, percent-encoded, starting and ending with a slash.</summary>
    public string NormalizedPath
    {
        get
        {
            var path = UriEncoding.EncodePath(RemoveDotSegments(_text.AsSpan(_path, _end - _path)));
            return path.EndsWith('/') ? path : path + "/";
        }
    }

    /// <summary>Whether the host is an IPv4 or IPv6 address.</summary>
    public bool IsIp
    {
        get
        {
            var host = HostOf(_text.AsSpan(_authority, _path - _authority));
            return HostLabel.IsIPv4(host)
                || (host is ['[', .., ']'] && System.Net.IPAddress.TryParse(host[1..^1], out var address)
                    && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6);
        }
    }

    /// <summary>Takes a URL apart as the rules do. False for another scheme, no host, a port that is none, or a query.</summary>
    public static bool TryParse(string text, out EndpointUrl url) => TryParseGiven(text, out url) && url.Query.Length == 0;

    /// <summary>Takes a URL apart as a user may give it: with a query.</summary>
    public static bool TryParseGiven(string text, out EndpointUrl url)
    {
        url = default;
        var authority = text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8
            : text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : 0;
        if (authority == 0) return false;

        var end = text.AsSpan(authority).IndexOf('#') is var fragment and >= 0 ? authority + fragment : text.Length;
        var rest = text.AsSpan(authority, end - authority);
        if (rest.IndexOf('?') is var query and >= 0) rest = rest[..query];

        var length = rest.IndexOf('/') is var slash and >= 0 ? slash : rest.Length;
        if (!HasValidPort(rest[..length])) return false;

        url = new(text, authority, authority + length, authority + rest.Length, end);
        return true;
    }

    /// <summary>Refuses an endpoint that the user gives and that requests cannot be sent to.</summary>
    /// <exception cref="ConfigurationException">It is no <c>http</c> or <c>https</c> URL, or its host is none.</exception>
    /// <remarks>Source: botocore endpoint.py, EndpointCreator; utils.py, is_valid_endpoint_url.</remarks>
    public static void Validate(string url)
    {
        if (!TryParseGiven(url, out var parsed)) throw Invalid(url);

        var host = HostOf(parsed.HostAndPort).TrimEnd('.');
        if (host.Length > 255 || !(host.StartsWith('[') ? parsed.IsIp : HostLabel.AreValid(host))) throw Invalid(url);
    }

    /// <summary>The error for a URL that is no endpoint.</summary>
    public static ConfigurationException Invalid(string url) => new(ConfigurationFault.Invalid, $"Invalid endpoint: {url}");

    static bool HasValidPort(ReadOnlySpan<char> authority)
    {
        var host = HostOf(authority);
        if (host.IsEmpty) return false;

        var port = authority[(authority.LastIndexOf('@') + 1 + host.Length)..];
        return port.Length <= 1 ? port is "" or ":" : ushort.TryParse(port[1..], NumberStyles.None, null, out _);
    }

    /// <summary>The authority without user information and port.</summary>
    static ReadOnlySpan<char> HostOf(ReadOnlySpan<char> authority)
    {
        authority = authority[(authority.LastIndexOf('@') + 1)..];
        var bracket = authority.IndexOf(']');
        var colon = authority[(bracket + 1)..].IndexOf(':');
        return colon < 0 ? authority : authority[..(bracket + 1 + colon)];
    }

    /// <remarks>Source: RFC 3986, section 5.2.4; AWS drops empty segments as well.</remarks>
    static string RemoveDotSegments(ReadOnlySpan<char> path)
    {
        var kept = new List<string>();
        foreach (var range in path.Split('/'))
        {
            var segment = path[range];
            if (segment is "" or ".") continue;
            if (segment is not "..") kept.Add(segment.ToString());
            else if (kept.Count > 0) kept.RemoveAt(kept.Count - 1);
        }
        var ending = kept.Count > 0 && path.EndsWith('/') ? "/" : "";
        return "/" + string.Join('/', kept) + ending;
    }
}

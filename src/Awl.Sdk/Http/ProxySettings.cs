using System.Text;

namespace Awl.Http;

/// <summary>Which proxy to use for what.</summary>
/// <param name="ForHttp">URL of the proxy for <c>http</c> endpoints, or null.</param>
/// <param name="ForHttps">URL of the proxy for <c>https</c> endpoints, or null.</param>
/// <param name="Bypass">Hosts to reach directly: names that also cover their subdomains, separated by commas; <c>*</c> is all.</param>
/// <remarks>
/// Source: botocore httpsession.py, ProxyConfiguration, and Python's urllib.request, getproxies_environment and proxy_bypass_environment.
/// </remarks>
sealed record ProxySettings(string? ForHttp, string? ForHttps, string? Bypass)
{
    public static ProxySettings FromEnvironment(Machine machine)
    {
        // A CGI server hands the client's "Proxy:" header to its program as HTTP_PROXY (CVE-2016-1000110).
        var http = machine.Variable("REQUEST_METHOD") is null ? Find(machine, "http_proxy", "HTTP_PROXY") : Find(machine, "http_proxy", null);
        return new(http, Find(machine, "https_proxy", "HTTPS_PROXY"), Find(machine, "no_proxy", "NO_PROXY"));
    }

    /// <summary>The proxy for an endpoint, or null to go there directly.</summary>
    /// <param name="scheme"><c>http</c> or <c>https</c>.</param>
    /// <param name="host">Host, with the port where it is not the scheme's own.</param>
    /// <exception cref="TransportException">The proxy's URL cannot be parsed.</exception>
    public Proxy? FindProxy(string scheme, string host)
    {
        var url = scheme == "https" ? ForHttps : ForHttp;
        return url is null || IsBypassed(host) ? null : Proxy.Parse(url);
    }

    // Lower case wins, also when it is empty: that is how a shell switches an inherited proxy off.
    static string? Find(Machine machine, string lower, string? upper)
    {
        var value = machine.Variable(lower) ?? (upper is null ? null : machine.Variable(upper));
        return string.IsNullOrEmpty(value) ? null : value;
    }

    bool IsBypassed(string host)
    {
        if (Bypass is null) return false;
        if (Bypass == "*") return true;

        var name = WithoutPort(host);
        foreach (var range in Bypass.AsSpan().Split(','))
        {
            var entry = Bypass.AsSpan(range).Trim().TrimStart('.');
            if (!entry.IsEmpty && (Covers(entry, name) || Covers(entry, host))) return true;
        }
        return false;
    }

    static bool Covers(ReadOnlySpan<char> domain, ReadOnlySpan<char> host)
        => host.EndsWith(domain, StringComparison.OrdinalIgnoreCase)
            && (host.Length == domain.Length || host[host.Length - domain.Length - 1] == '.');

    static ReadOnlySpan<char> WithoutPort(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon < 0 || host.EndsWith(']') ? host : host.AsSpan(0, colon);
    }
}

/// <summary>A proxy server.</summary>
/// <param name="Address">Where it is, without user and password.</param>
/// <param name="UserPassword"><c>user:password</c>, decoded, or null.</param>
/// <param name="Shown">Its URL for messages: as the user wrote it, with user and password masked.</param>
sealed record Proxy(Uri Address, string? UserPassword, string Shown)
{
    /// <summary>The value of Proxy-Authorization, or null.</summary>
    public string? Authorization => UserPassword is null ? null : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(UserPassword));

    public static Proxy Parse(string url)
    {
        var full = url.StartsWith("http:", StringComparison.Ordinal) || url.StartsWith("https:", StringComparison.Ordinal) ? url
            : url.StartsWith("//", StringComparison.Ordinal) ? "http:" + url : "http://" + url;
        var shown = Mask(full);
        var bare = Bare(full, out var user);
        if (!Uri.TryCreate(bare, UriKind.Absolute, out var address))
        {
            throw new TransportException(TransportFault.Proxy, $"Failed to connect to proxy URL: \"{shown}\" (it is not a URL)");
        }
        // A user without a password is not sent. Source: botocore httpsession.py, proxy_headers_for.
        var colon = user?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return new(address, colon > 0 && colon < user!.Length - 1 ? Uri.UnescapeDataString(user) : null, shown);
    }

    static string Bare(string url, out string? user)
    {
        var (start, at) = UserInfo(url);
        user = at < 0 ? null : url[start..at];
        return at < 0 ? url : url[..start] + url[(at + 1)..];
    }

    static string Mask(string url)
    {
        var (start, at) = UserInfo(url);
        if (at < 0) return url;
        return url[..start] + (url.AsSpan(start, at - start).Contains(':') ? "***:***" : "***") + url[at..];
    }

    // A password may hold '@' unencoded: the last one before the path ends it.
    static (int Start, int At) UserInfo(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = url.AsSpan(start).IndexOfAny('/', '?', '#');
        return (start, url.LastIndexOf('@', end < 0 ? url.Length - 1 : start + end) is var at && at >= start ? at : -1);
    }
}

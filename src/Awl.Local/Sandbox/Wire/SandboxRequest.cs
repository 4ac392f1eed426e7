using System.Net;
using Awl.Local.Sandbox.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Awl.Local.Sandbox.Wire;

/// <summary>A request as it came over the wire: the path is still encoded, since signatures cover it as it was sent.</summary>
sealed class SandboxRequest
{
    public required string Method { get; init; }

    /// <summary>The path as sent, percent signs and all.</summary>
    public required string RawPath { get; init; }

    /// <summary>Names and values of the query, decoded, in the order sent. A name without <c>=</c> has the value "".</summary>
    public required List<KeyValuePair<string, string>> Query { get; init; }

    public required IHeaderDictionary Headers { get; init; }
    public required string Host { get; init; }
    public required IPAddress? Source { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>A name for it in replies and errors.</summary>
    public required string Id { get; init; }

    /// <summary>The body; replaced when it is unpacked.</summary>
    public required Stream Body { get; set; }

    /// <summary>How many bytes the body has when it is unpacked, or null when nobody said so.</summary>
    public required long? BodyLength { get; set; }

    public static SandboxRequest Of(HttpContext context, DateTimeOffset time)
    {
        var (path, query) = Split(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        return new()
        {
            Method = context.Request.Method,
            RawPath = path,
            Query = ReadQuery(query),
            Headers = context.Request.Headers,
            Host = context.Request.Host.Value ?? "",
            Source = context.Connection.RemoteIpAddress,
            Time = time,
            Id = Guid.NewGuid().ToString(),
            Body = new ReceivedBody(context.Request.Body),
            BodyLength = context.Request.ContentLength,
        };
    }

    /// <summary>Headers after a body in chunks; null where the body has none, not whole until it is read.</summary>
    public IReadOnlyDictionary<string, string>? Trailer => (Body as ChunkedBody)?.Trailer;

    /// <summary>The first value of a query parameter, or null.</summary>
    public string? QueryValue(string name)
    {
        foreach (var parameter in Query)
        {
            if (parameter.Key == name) return parameter.Value;
        }
        return null;
    }

    /// <summary>A header, several of one name joined with commas, or null.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>A value of Amazon's own: a header, or in a link a parameter of that name.</summary>
    public string? AmazonValue(string header) => Header(header) ?? Query.Find(parameter => parameter.Key.Equals(header, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>A proxy's target has scheme and host in front.</summary>
    static (string Path, string Query) Split(string target)
    {
        if (target.StartsWith("http", StringComparison.OrdinalIgnoreCase) && target.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
            target = target.IndexOf('/', scheme + 3) is > 0 and var slash ? target[slash..] : "/";
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (target, "") : (target[..mark], target[(mark + 1)..]);
    }

    static List<KeyValuePair<string, string>> ReadQuery(string query)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = equals < 0 ? (part, "") : (part[..equals], part[(equals + 1)..]);
            parameters.Add(new(Uri.UnescapeDataString(name), Uri.UnescapeDataString(value)));
        }
        return parameters;
    }
}

using System.Text;

namespace Awl.Cli.SignIn;

/// <summary>The head of a request that a browser makes when a login sends it back here.</summary>
/// <param name="Method">Such as <c>GET</c>.</param>
/// <param name="Path">What stands before the question mark.</param>
/// <param name="Query">What stands behind it.</param>
/// <param name="Host">The Host header; empty where there is none.</param>
sealed record CallbackRequest(string Method, string Path, string Query, string Host)
{
    /// <summary>The request, or null where the head is none of HTTP/1.</summary>
    public static CallbackRequest? Find(ReadOnlySpan<byte> head)
    {
        var lines = Encoding.Latin1.GetString(head).Split("\r\n");
        if (lines[0].Split(' ') is not [var method, ['/', ..] target, "HTTP/1.1" or "HTTP/1.0"]) return null;

        var question = target.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = question < 0 ? (target, "") : (target[..question], target[(question + 1)..]);
        return new(method, path, query, HeaderIn(lines, "Host"));
    }

    /// <summary>The first value of a parameter, or null.</summary>
    public string? Parameter(string name) => ParameterIn(Query, name);

    /// <summary>The first value of a parameter in URL form, or null.</summary>
    public static string? ParameterIn(string query, string name)
    {
        foreach (var pair in query.Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && pair.AsSpan(0, equals).SequenceEqual(name)) return Uri.UnescapeDataString(pair[(equals + 1)..].Replace('+', ' '));
        }
        return null;
    }

    /// <summary>Nothing secret: the query has the code.</summary>
    public override string ToString() => $"{Method} {Path}";

    static string HeaderIn(string[] lines, string name)
    {
        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line.AsSpan(0, colon).Equals(name, StringComparison.OrdinalIgnoreCase)) return line[(colon + 1)..].Trim();
        }
        return "";
    }
}

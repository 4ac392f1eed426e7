namespace Awl.Local.Imds;

/// <summary>The path of a request as names. A final slash says nothing; nothing else is normalized.</summary>
static class MetadataPath
{
    /// <param name="target">The target as it stood in the request's first line.</param>
    /// <returns>The names, none for the root; null for a path with empty names, <c>.</c>, <c>..</c>, or what is no path.</returns>
    public static string[]? TryParse(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        if (!path.StartsWith('/')) return null;
        if (path.Length == 1) return [];

        var names = path[1..(path.EndsWith('/') ? ^1 : ^0)].Split('/');
        for (var i = 0; i < names.Length; i++)
        {
            if (TryDecode(names[i]) is not { } name) return null;
            names[i] = name;
        }
        return names;
    }

    /// <summary>A name with its escapes read once: <c>%252e</c> is no dot. Names that could lead elsewhere are none.</summary>
    static string? TryDecode(string name)
    {
        var decoded = Uri.UnescapeDataString(name);
        return decoded is "" or "." or ".." || decoded.AsSpan().ContainsAny('/', '\\', '\0') ? null : decoded;
    }
}

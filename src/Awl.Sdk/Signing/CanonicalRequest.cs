using Awl.Http;

namespace Awl.Signing;

/// <summary>The one text that client and server both make of a request before they sign it.</summary>
/// <remarks>Source: IAM user guide, "Create a signed AWS API request"; botocore auth.py, SigV4Auth.canonical_request.</remarks>
static class CanonicalRequest
{
    /// <summary>Writes method, path, query, headers, names of the headers and payload hash, a line each.</summary>
    public static void Write(ref Utf8Text text, HttpRequest request, SignedHeaders headers, SigningContext context, string payloadHash)
    {
        text.Append(request.Method.ToUpperInvariant());
        text.Append((byte)'\n');
        text.Append(PathOf(request.Path, context));
        text.Append((byte)'\n');
        WriteQuery(ref text, request.Query);
        text.Append((byte)'\n');
        headers.Write(ref text);
        text.Append((byte)'\n');
        text.Append(headers.Names);
        text.Append((byte)'\n');
        text.Append(payloadHash);
    }

    static string PathOf(string path, SigningContext context)
    {
        if (path.Length == 0) return "/";
        if (context.NormalizesPath) path = Normalize(path);
        return context.EncodesPathTwice ? UriEncoding.EncodePath(path) : path;
    }

    /// <summary>Takes out empty segments, <c>.</c>, and <c>..</c> with the segment before it.</summary>
    /// <remarks>Source: RFC 3986, 5.2.4; botocore utils.py, remove_dot_segments, for empty segments.</remarks>
    static string Normalize(string path)
    {
        if (!path.Contains("//", StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal)) return path;

        var kept = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment is "" or ".") continue;
            if (segment != "..") kept.Add(segment);
            else if (kept.Count > 0) kept.RemoveAt(kept.Count - 1);
        }
        return kept.Count == 0 ? "/" : "/" + string.Join('/', kept) + (path.EndsWith('/') ? "/" : "");
    }

    static void WriteQuery(ref Utf8Text text, List<KeyValuePair<string, string?>> query)
    {
        if (query.Count == 0) return;

        var encoded = new KeyValuePair<string, string>[query.Count];
        for (var i = 0; i < encoded.Length; i++)
        {
            encoded[i] = new(UriEncoding.Encode(query[i].Key), UriEncoding.Encode(query[i].Value));
        }
        Array.Sort(encoded, ByNameThenValue);
        for (var i = 0; i < encoded.Length; i++)
        {
            if (i > 0) text.Append((byte)'&');
            text.Append(encoded[i].Key);
            text.Append((byte)'=');
            text.Append(encoded[i].Value);
        }
    }

    static int ByNameThenValue(KeyValuePair<string, string> a, KeyValuePair<string, string> b)
    {
        var byName = string.CompareOrdinal(a.Key, b.Key);
        return byName != 0 ? byName : string.CompareOrdinal(a.Value, b.Value);
    }
}

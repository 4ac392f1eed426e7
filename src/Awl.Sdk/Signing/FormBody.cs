using System.Text;
using Awl.Http;

namespace Awl.Signing;

/// <summary>The parameters in a form-encoded body, for the two signatures that must take them apart: presigned URLs and SigV2.</summary>
static class FormBody
{
    const string MediaType = "application/x-www-form-urlencoded";

    /// <summary>The parameters, decoded, in order; null when the body is not a form.</summary>
    public static List<KeyValuePair<string, string?>>? Find(HttpRequest request)
    {
        var isForm = request.Headers["Content-Type"]?.StartsWith(MediaType, StringComparison.OrdinalIgnoreCase) ?? false;
        if (!isForm || !request.Body.InMemory) return null;

        var parameters = new List<KeyValuePair<string, string?>>();
        var text = Encoding.UTF8.GetString(request.Body.Bytes.Span);
        foreach (var range in text.AsSpan().Split('&'))
        {
            var pair = text.AsSpan(range);
            if (pair.IsEmpty) continue;
            var equals = pair.IndexOf('=');
            parameters.Add(equals < 0 ? new(Decode(pair), null) : new(Decode(pair[..equals]), Decode(pair[(equals + 1)..])));
        }
        return parameters;
    }

    static string Decode(ReadOnlySpan<char> text) => Uri.UnescapeDataString(text.ToString().Replace('+', ' '));
}

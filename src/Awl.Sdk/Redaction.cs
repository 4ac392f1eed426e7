using System.Text;

namespace Awl;

/// <summary>Takes secrets out of what is shown: in the debug log and in error messages.</summary>
/// <remarks>Decides by name; a name it does not know is shown. The caller adds the names of the members that a model marks sensitive.</remarks>
public static class Redaction
{
    /// <summary>What stands in place of a secret.</summary>
    internal const string Mask = "***";

    // A name is lower-cased and freed of '-', '_', '.' and ' ' before it is compared.
    static readonly string[] SecretEndings =
    [
        "password", "passwords", "passwd", "passphrase", "secret", "secretaccesskey", "secretkey", "secretstring", "secretbinary", "secrethash",
        "privatekey", "apikey", "customerkey", "customerkeymd5", "token", "tokencode", "mfacode", "signature", "assertion", "authorization",
        "cookie", "codeverifier", "devicecode", "usercode", "pin", "keymaterial", "plaintext", "signingkey",
    ];

    // Ends in "token" and opens nothing: a place in a list, or the name of a request.
    static readonly string[] HarmlessTokens =
    [
        "nexttoken", "continuationtoken", "clienttoken", "requesttoken", "idempotencytoken", "pagetoken", "paginationtoken",
        "starttoken", "startingtoken", "resumetoken", "synctoken", "locktoken", "sequencetoken", "changetoken",
    ];

    static readonly string[] KeyIdEndings = ["accesskeyid", "xamzcredential"];

    /// <summary>Whether what stands under this name (header, query or form parameter, member, element) is secret.</summary>
    internal static bool IsSecret(ReadOnlySpan<char> name) => EndsIn(Plain(name), SecretEndings) && !EndsIn(Plain(name), HarmlessTokens);

    /// <summary>The value as it may be shown under this name.</summary>
    internal static string Value(ReadOnlySpan<char> name, string value)
    {
        var plain = Plain(name);
        if (plain == "authorization" || plain == "proxyauthorization") return Authorization(value);
        if (EndsIn(plain, SecretEndings) && !EndsIn(plain, HarmlessTokens)) return Mask;
        return EndsIn(plain, KeyIdEndings) ? KeyId(value) : Text(value);
    }

    /// <summary>An access key id of which the last four characters are left, as <c>configure list</c> shows it.</summary>
    public static string KeyId(string keyId)
    {
        var end = keyId.AsSpan().IndexOfAny('/', '%');   // the scope of a credential: date, region, service
        var id = end < 0 ? keyId : keyId[..end];
        return (id.Length >= 12 ? "****************" + id[^4..] : "****************") + (end < 0 ? "" : keyId[end..]);
    }

    /// <summary>A URL without user, password, signature or token.</summary>
    public static string Url(string url)
    {
        var question = url.IndexOf('?', StringComparison.Ordinal);
        var head = WithoutUser(question < 0 ? url : url[..question]);
        return question < 0 ? head : head + "?" + Form(url[(question + 1)..], null);
    }

    /// <summary>Parameters in URL form (<c>a=1&amp;b=2</c>), of which names like <c>Credentials.SecretAccessKey</c> are secret by any part.</summary>
    /// <param name="text">The parameters, encoded.</param>
    /// <param name="sensitive">More names that are secret, or null.</param>
    internal static string Form(string text, IReadOnlySet<string>? sensitive)
    {
        var result = new StringBuilder(text.Length);
        foreach (var pair in text.Split('&'))
        {
            if (result.Length > 0) result.Append('&');
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) { result.Append(pair); continue; }

            var name = pair[..equals];
            result.Append(name).Append('=').Append(Parameter(name, pair[(equals + 1)..], sensitive));
        }
        return result.ToString();
    }

    /// <summary>A text of any kind: only the URLs in it may hold a secret.</summary>
    internal static string Text(string value) => value.Contains("://", StringComparison.Ordinal) ? Url(value) : value;

    static string Parameter(string name, string value, IReadOnlySet<string>? sensitive)
    {
        if (name.StartsWith("amp;", StringComparison.Ordinal)) name = name[4..];   // a URL inside XML
        var decoded = Uri.UnescapeDataString(name);
        foreach (var part in decoded.Split('.', '[', ']'))
        {
            if (IsSecret(part) || sensitive?.Contains(part) == true) return Mask;
        }
        var shown = Value(decoded, value);
        if (shown != value || !value.Contains("%3A%2F%2F", StringComparison.OrdinalIgnoreCase)) return shown;

        return Uri.EscapeDataString(Url(Uri.UnescapeDataString(value)));   // a presigned URL as a parameter
    }

    // "AWS4-HMAC-SHA256 Credential=AKID/scope, SignedHeaders=host, Signature=hex": who and what signed stays, the signature goes.
    static string Authorization(string value)
    {
        var space = value.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0) return Mask;
        if (!value.StartsWith("AWS4-", StringComparison.Ordinal)) return value[..space] + " " + Mask;

        var parts = value[(space + 1)..].Split(',', StringSplitOptions.TrimEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            var equals = parts[i].IndexOf('=', StringComparison.Ordinal);
            parts[i] = (equals < 0 ? "" : parts[i][..equals]) switch
            {
                "Credential" => "Credential=" + KeyId(parts[i][(equals + 1)..]),
                "SignedHeaders" => parts[i],
                var other => other + "=" + Mask,
            };
        }
        return value[..space] + " " + string.Join(", ", parts);
    }

    static string WithoutUser(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        if (start < 0) return url;

        start += 3;
        var end = url.IndexOf('/', start);
        var at = url.AsSpan(start, (end < 0 ? url.Length : end) - start).LastIndexOf('@');
        return at < 0 ? url : url[..start] + Mask + url[(start + at)..];
    }

    static bool EndsIn(string name, string[] endings)
    {
        foreach (var ending in endings)
        {
            if (name.EndsWith(ending, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    static string Plain(ReadOnlySpan<char> name)
    {
        Span<char> plain = name.Length <= 128 ? stackalloc char[name.Length] : new char[name.Length];
        var length = 0;
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c)) plain[length++] = char.ToLowerInvariant(c);
        }
        return plain[..length].ToString();
    }
}

using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Awl.Local.Sandbox.Sts;

/// <summary>An OpenID Connect token as it was given: a claim of its sender until its signature is checked.</summary>
/// <remarks>Source: RFC 7515 for the form, RFC 7519 for the claims.</remarks>
sealed class WebIdentityToken
{
    readonly JsonElement _claims;

    WebIdentityToken(JsonElement header, JsonElement claims, byte[] signed, byte[] signature)
        => (Algorithm, KeyId, _claims, Signed, Signature) = (TextOf(header, "alg"), TextOf(header, "kid"), claims, signed, signature);

    /// <summary>How it says that it is signed.</summary>
    public string? Algorithm { get; }

    /// <summary>Which of its issuer's keys signed it, where it says so.</summary>
    public string? KeyId { get; }

    /// <summary>The bytes that the signature covers.</summary>
    public byte[] Signed { get; }

    public byte[] Signature { get; }

    public string Issuer => Get("iss");
    public string Subject => Get("sub");

    /// <summary>Who it is for: the authorized party where it names one, else its audiences.</summary>
    /// <remarks>Source: IAM user guide, "Available keys for AWS OIDC federation", aud and oaud.</remarks>
    public IReadOnlyList<string> Audiences => Find("azp") is { } party ? [party] : OwnAudiences;

    /// <summary>The claim <c>aud</c>.</summary>
    public IReadOnlyList<string> OwnAudiences => _claims.TryGetProperty("aud", out var claim) ? Texts(claim) : throw Missing("aud");

    /// <summary>Takes a token apart.</summary>
    /// <exception cref="SandboxException">It is none.</exception>
    public static WebIdentityToken Parse(string token)
    {
        try
        {
            if (token.Split('.') is not [var header, var claims, var signature]) throw new FormatException();
            return new(Open(header), Open(claims), Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature));
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new SandboxException("InvalidIdentityToken", "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
        }
    }

    /// <summary>A claim that is a text, or null.</summary>
    public string? Find(string claim) => TextOf(_claims, claim);

    /// <summary>A claim that is a list of texts; empty when it is absent.</summary>
    public IReadOnlyList<string> List(string claim) => _claims.TryGetProperty(claim, out var value) ? Texts(value) : [];

    /// <exception cref="SandboxException">It has ended, has not begun, or says nothing of its time.</exception>
    public void CheckTime(DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        var expiration = FindNumber("exp") ?? throw Missing("exp");
        if (expiration <= seconds)
            throw new SandboxException("ExpiredTokenException", $"Token expired: current date/time {seconds} must be before the expiration date/time {expiration}");
        if (FindNumber("iat") is not { } issued) throw Missing("iat");
        if (Math.Max(issued, FindNumber("nbf") ?? 0) > seconds + AllowedSkewSeconds)
            throw new SandboxException("IDPRejectedClaim", "The identity provider (IdP) reported that authentication failed: the token is not valid yet", 403);
    }

    const int AllowedSkewSeconds = 300;

    string Get(string claim) => Find(claim) ?? throw Missing(claim);

    long? FindNumber(string claim) => _claims.TryGetProperty(claim, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && Math.Abs(number) < 1e15 ? (long)number : null;

    static SandboxException Missing(string claim) => new("InvalidIdentityToken", $"Missing a required claim: {claim}");

    static JsonElement Open(string part)
    {
        var json = JsonElement.Parse(Base64Url.DecodeFromChars(part));
        return json.ValueKind == JsonValueKind.Object ? json : throw new FormatException();
    }

    static string? TextOf(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static IReadOnlyList<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
        _ => [],
    };
}

using System.Buffers.Text;
using System.Text.Json;

namespace Awl.Local.Sandbox.Sts;

/// <summary>The claims of an OpenID Connect token. Its signature is not checked: the sandbox asks no issuer for keys.</summary>
/// <param name="Provider">The issuer without its scheme, as ARNs and condition keys have it.</param>
/// <param name="Subject">The claim <c>sub</c>.</param>
/// <param name="Audiences">The claim <c>aud</c>, one or more.</param>
sealed record WebIdentityToken(string Provider, string Subject, IReadOnlyList<string> Audiences)
{
    /// <exception cref="SandboxException">It is no token, lacks a claim, or has ended.</exception>
    public static WebIdentityToken Parse(string token, DateTimeOffset now)
    {
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
            var root = claims.RootElement;
            if (DateTimeOffset.FromUnixTimeSeconds(root.GetProperty("exp"u8).GetInt64()) <= now)
                throw new SandboxException("ExpiredTokenException", "Token expired: current date/time must be before the expiration date/time");
            var issuer = new Uri(root.GetProperty("iss"u8).GetString()!);
            return new((issuer.Authority + issuer.AbsolutePath).TrimEnd('/'), root.GetProperty("sub"u8).GetString()!, AudiencesOf(root.GetProperty("aud"u8)));
        }
        catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException or ArgumentException)
        {
            throw new SandboxException("InvalidIdentityToken", "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
        }
    }

    static string[] AudiencesOf(JsonElement claim) => claim.ValueKind == JsonValueKind.Array
        ? [.. claim.EnumerateArray().Select(audience => audience.GetString()!)] : [claim.GetString()!];
}

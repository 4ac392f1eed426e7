using System.Text;
using System.Text.Json;

namespace Awl.Credentials;

/// <summary>A token of IAM Identity Center as <c>~/.aws/sso/cache</c> keeps it.</summary>
/// <remarks>Those of the older login have only the first four parts. Source: botocore utils.py, SSOTokenFetcherAuth.</remarks>
/// <param name="AccessToken">The token, a secret.</param>
/// <param name="Expiration">When it ends.</param>
public sealed record SsoToken(string AccessToken, DateTimeOffset Expiration)
{
    /// <summary>The portal that it is for.</summary>
    public string? StartUrl { get; init; }

    /// <summary>The portal's region.</summary>
    public string? Region { get; init; }

    /// <summary>The client that asked for it, which alone may renew it.</summary>
    public string? ClientId { get; init; }

    /// <summary>The client's secret.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>What it is renewed with, a secret.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>When the client's registration ends.</summary>
    public DateTimeOffset? RegistrationExpiration { get; init; }

    /// <summary>Nothing secret.</summary>
    public override string ToString() => $"SsoToken of {StartUrl} until {Expiration:O}";

    /// <summary>The name of the entry that <see cref="JsonCache.OfSsoTokens(Machine, Log)"/> keeps a token under.</summary>
    /// <param name="sessionOrStartUrl">The name of the sso-session; without one, the start URL.</param>
    public static string CacheName(string sessionOrStartUrl) => Sha1.Hex(Encoding.UTF8.GetBytes(sessionOrStartUrl));

    /// <summary>The name of the entry that keeps a client registered for tokens.</summary>
    /// <param name="arguments">What it is registered for, as a JSON object.</param>
    /// <remarks>Source: AWS CLI v2, botocore utils.py, _registration_cache_key.</remarks>
    public static string CacheName(JsonElement arguments)
    {
        var sorted = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in arguments.EnumerateObject()) sorted[member.Name] = member.Value;
        return RoleCache.Name(sorted);
    }

    /// <summary>The token of a cache entry, or null where token or end are missing.</summary>
    public static SsoToken? Find(JsonElement entry)
        => entry.FindText("accessToken") is not { } token || entry.FindTime("expiresAt") is not { } end ? null : new(token, end)
        {
            StartUrl = entry.FindText("startUrl"),
            Region = entry.FindText("region"),
            ClientId = entry.FindText("clientId"),
            ClientSecret = entry.FindText("clientSecret"),
            RefreshToken = entry.FindText("refreshToken"),
            RegistrationExpiration = entry.FindTime("registrationExpiresAt"),
        };

    /// <summary>Writes the entry.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteText(json, "startUrl", StartUrl);
        WriteText(json, "region", Region);
        json.WriteString("accessToken", AccessToken);
        json.WriteString("expiresAt", CredentialsTime.Text(Expiration));
        WriteText(json, "clientId", ClientId);
        WriteText(json, "clientSecret", ClientSecret);
        WriteText(json, "registrationExpiresAt", RegistrationExpiration is { } end ? CredentialsTime.Text(end) : null);
        WriteText(json, "refreshToken", RefreshToken);
        json.WriteEndObject();
    }

    static void WriteText(Utf8JsonWriter json, string name, string? value) { if (value is not null) json.WriteString(name, value); }
}

using System.Text.Json;

namespace Awl.Credentials;

/// <summary>A token of IAM Identity Center as <c>~/.aws/sso/cache</c> keeps it.</summary>
/// <remarks>Those of the older login have only the first four parts. Source: botocore utils.py, SSOTokenFetcherAuth.</remarks>
sealed record SsoToken(string AccessToken, DateTimeOffset Expiration)
{
    public string? StartUrl { get; init; }
    public string? Region { get; init; }
    public string? ClientId { get; init; }
    public string? ClientSecret { get; init; }
    public string? RefreshToken { get; init; }
    public DateTimeOffset? RegistrationExpiration { get; init; }

    /// <summary>Nothing secret.</summary>
    public override string ToString() => $"SsoToken of {StartUrl} until {Expiration:O}";

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

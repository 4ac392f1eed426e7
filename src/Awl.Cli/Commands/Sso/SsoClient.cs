using System.Text.Json;
using Awl.Cli.SignIn;
using Awl.Credentials;

namespace Awl.Cli.Commands.Sso;

/// <summary>A client registered with IAM Identity Center: it may ask for tokens until it ends.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Secret">Its secret.</param>
/// <param name="Expiration">When it ends.</param>
sealed record SsoClient(string Id, string Secret, DateTimeOffset Expiration)
{
    const string ExpirationFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The grants that it may use; null where it was registered for devices.</summary>
    public IReadOnlyList<string>? Grants { get; init; }

    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Nothing secret.</summary>
    public override string ToString() => $"SsoClient {Id}";

    /// <summary>The client of a cache entry, or null where it is not whole.</summary>
    public static SsoClient? Find(JsonElement entry)
        => entry.FindText("clientId") is { } id && entry.FindText("clientSecret") is { } secret && TimeIn(entry) is { } end
            ? new(id, secret, end) { Grants = TextsIn(entry, "grantTypes") }
            : null;

    /// <summary>What the entry of a client for a portal is kept under.</summary>
    public static string CacheName(SsoPortal portal)
    {
        var arguments = JsonText.Object(json =>
        {
            json.WriteString("tool", "botocore");
            json.WriteString("startUrl", portal.StartUrl);
            json.WriteString("region", portal.Region);
            if (portal.Scopes is { } scopes) json.WriteTexts("scopes", scopes);
            else json.WriteNull("scopes");
            json.WriteString("session_name", portal.SessionName);
        });
        return SsoToken.CacheName(JsonDocument.Parse(arguments).RootElement);
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("clientId", Id);
        json.WriteString("clientSecret", Secret);
        json.WriteString("expiresAt", Expiration.UtcDateTime.ToString(ExpirationFormat));
        if (Scopes is not null) json.WriteTexts("scopes", Scopes);
        if (Grants is not null) json.WriteTexts("grantTypes", Grants);
        json.WriteEndObject();
    }

    static DateTimeOffset? TimeIn(JsonElement entry)
        => DateTimeOffset.TryParse(entry.FindText("expiresAt"), null, System.Globalization.DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    static List<string>? TextsIn(JsonElement entry, string name)
    {
        if (!entry.TryGetProperty(name, out var array) || array.ValueKind != JsonValueKind.Array) return null;

        var texts = new List<string>();
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String) texts.Add(item.GetString()!);
        }
        return texts;
    }
}

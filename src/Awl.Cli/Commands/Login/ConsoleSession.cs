using System.Buffers.Text;
using System.Text.Json;
using Awl.Cli.SignIn;
using Awl.Credentials;

namespace Awl.Cli.Commands.Login;

/// <summary>A console login: credentials for minutes, and what they are renewed with.</summary>
/// <remarks>The entry is AWS CLI's own: both tools, and the SDKs, renew each other's.</remarks>
sealed class ConsoleSession(string arn, JsonElement reply, string clientId, string key, DateTimeOffset expiration)
{
    const string ExpirationFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public string Arn => arn;

    /// <summary>What it is kept under.</summary>
    public string CacheName => JsonCache.LoginName(arn);

    /// <exception cref="MalformedResponseException">The reply lacks something.</exception>
    public static ConsoleSession Of(JsonElement reply, string clientId, string key, DateTimeOffset now)
    {
        var output = reply.TryGetProperty("tokenOutput", out var payload) ? payload : reply;
        return new(SubjectOf(output.GetText("idToken")), output, clientId, key, now.AddSeconds(output.FindNumber("expiresIn") ?? 0));
    }

    public void Write(Utf8JsonWriter json)
    {
        var token = reply.TryGetProperty("accessToken", out var found) ? found : default;
        json.WriteStartObject();
        json.WriteStartObject("accessToken");
        foreach (var name in (ReadOnlySpan<string>)["accessKeyId", "secretAccessKey", "sessionToken"]) json.WriteString(name, token.GetText(name));
        json.WriteString("accountId", arn.Split(':') is [_, _, _, _, var account, ..] ? account : "");
        json.WriteString("expiresAt", expiration.UtcDateTime.ToString(ExpirationFormat));
        json.WriteEndObject();
        json.WriteString("tokenType", reply.GetText("tokenType"));
        json.WriteString("clientId", clientId);
        json.WriteString("refreshToken", reply.GetText("refreshToken"));
        json.WriteString("idToken", reply.GetText("idToken"));
        json.WriteString("dpopKey", key);
        json.WriteEndObject();
    }

    /// <summary>The subject of a token in three parts, of which the second is JSON. It came over TLS from who made it: its signature is not checked.</summary>
    static string SubjectOf(string idToken)
    {
        try
        {
            if (idToken.Split('.') is [_, var payload, _] && JsonDocument.Parse(Base64Url.DecodeFromChars(payload)).RootElement.FindText("sub") is { Length: > 0 } subject)
                return subject;
        }
        catch (FormatException) { }
        catch (JsonException) { }
        throw new MalformedResponseException("The sign-in service's idToken does not tell who is logged in.");
    }
}

using System.Text.Json;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>The credentials in a reply of STS, and the entry of AWS CLI's cache that keeps the reply.</summary>
static class RoleSession
{
    /// <summary>The credentials of a reply or of a cache entry, or null where a part is missing.</summary>
    public static AwsCredentials? Find(JsonElement reply)
    {
        if (reply.FindObject("Credentials") is not { } found) return null;
        if (found.FindText("AccessKeyId") is not { } id || found.FindText("SecretAccessKey") is not { } secret) return null;
        return new(id, secret, found.FindText("SessionToken"), found.FindTime("Expiration"), found.FindText("AccountId") ?? AccountOf(reply));
    }

    /// <summary>Writes a reply as AWS CLI caches it: as it came, with the account beside the keys.</summary>
    public static void Write(Utf8JsonWriter json, JsonElement reply, AwsCredentials credentials)
    {
        json.WriteStartObject();
        foreach (var member in reply.EnumerateObject())
        {
            if (member.NameEquals("Credentials")) WriteCredentials(json, credentials);
            else member.WriteTo(json);
        }
        json.WriteEndObject();
    }

    /// <summary>The twelve digits in <c>AssumedRoleUser.Arn</c>: <c>arn:aws:sts::111122223333:assumed-role/…</c>.</summary>
    static string? AccountOf(JsonElement reply)
        => reply.FindObject("AssumedRoleUser")?.FindText("Arn")?.Split(':') is [_, _, _, _, { Length: > 0 } account, ..] ? account : null;

    /// <summary>Writes the member that holds the keys.</summary>
    public static void WriteCredentials(Utf8JsonWriter json, AwsCredentials credentials)
    {
        json.WriteStartObject("Credentials");
        json.WriteString("AccessKeyId", credentials.AccessKeyId);
        json.WriteString("SecretAccessKey", credentials.SecretAccessKey);
        json.WriteString("SessionToken", credentials.SessionToken);
        if (credentials.Expiration is { } end) json.WriteString("Expiration", CredentialsTime.PythonText(end));
        if (credentials.AccountId is { } account) json.WriteString("AccountId", account);
        json.WriteEndObject();
    }
}

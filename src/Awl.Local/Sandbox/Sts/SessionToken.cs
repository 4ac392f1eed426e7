using System.Text.Json;
using System.Text.Json.Serialization;
using Awl.Local.Sandbox.Authentication;
using Awl.Local.Sandbox.Iam;
using Awl.Local.Sandbox.Storage;

namespace Awl.Local.Sandbox.Sts;

/// <summary>What a session token says, sealed: the sandbox keeps no list of sessions, as STS keeps none.</summary>
sealed record SessionToken
{
    public required string AccessKeyId { get; init; }
    public required string Secret { get; init; }
    public required DateTimeOffset Expiration { get; init; }
    public required CallerKind Kind { get; init; }
    public required string Arn { get; init; }
    public required string UserId { get; init; }

    /// <summary>The user or role.</summary>
    public string? Name { get; init; }

    public DateTimeOffset? MfaTime { get; init; }
    public IReadOnlyList<string>? SessionPolicies { get; init; }

    /// <summary>A session with new keys.</summary>
    public static SessionToken New(CallerKind kind, string arn, string userId, string? name, DateTimeOffset expiration) => new()
    {
        AccessKeyId = NewIds.Id(NewIds.SessionKey),
        Secret = NewIds.Secret(),
        Expiration = expiration,
        Kind = kind,
        Arn = arn,
        UserId = userId,
        Name = name,
    };

    public string Close(Seal seal) => seal.Close(JsonSerializer.Serialize(this, SessionJson.Default.SessionToken));

    /// <summary>The session of a token, or null when the sandbox never made it.</summary>
    public static SessionToken? TryOpen(string token, Seal seal)
        => seal.TryOpen(token) is { } json && json.StartsWith('{') ? JsonSerializer.Deserialize(json, SessionJson.Default.SessionToken) : null;

    public AccessKey ToKey() => new(AccessKeyId, Secret, new(Kind, Arn, UserId)
    {
        Name = Name,
        IsSession = true,
        MfaTime = MfaTime,
        SessionPolicies = SessionPolicies,
    })
    { Expiration = Expiration };
}

[JsonSerializable(typeof(SessionToken))]
sealed partial class SessionJson : JsonSerializerContext;

namespace Awl.Signing;

/// <summary>The keys that a request is signed with.</summary>
/// <param name="AccessKeyId">The name of the key pair, such as <c>AKIA…</c> or <c>ASIA…</c>. Not secret: it travels in clear.</param>
/// <param name="SecretAccessKey">The secret half.</param>
/// <param name="SessionToken">What temporary keys bring along; null for keys that last.</param>
/// <param name="Expiration">When temporary keys end; null when they do not end or their source does not say.</param>
/// <param name="AccountId">The account of twelve digits that the keys belong to, where the source knows it.</param>
public sealed record AwsCredentials(
    string AccessKeyId, string SecretAccessKey, string? SessionToken = null, DateTimeOffset? Expiration = null, string? AccountId = null)
{
    /// <summary>The MFA device that a session of these keys was made with; null for others. Who assumes a role with them is asked for no code.</summary>
    internal string? MfaSerial { get; init; }

    /// <summary>The access key and nothing secret, so that a log line or a debugger cannot tell more.</summary>
    public override string ToString() => $"AwsCredentials {AccessKeyId}{(SessionToken is null ? "" : " (temporary)")}";
}

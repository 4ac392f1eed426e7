using System.Globalization;
using System.Text.Json.Nodes;
using Awl.Local.Sandbox.Iam;
using Awl.Local.Sandbox.Policies;
using Awl.Local.Sandbox.Storage;

namespace Awl.Local.Sandbox.Sts;

/// <summary>What the operations that make sessions have in common.</summary>
static class SessionReply
{
    const int ShortestSeconds = 900;

    public static JsonObject CredentialsOf(SessionToken session, Seal seal) => new()
    {
        ["AccessKeyId"] = session.AccessKeyId,
        ["SecretAccessKey"] = session.Secret,
        ["SessionToken"] = session.Close(seal),
        ["Expiration"] = session.Expiration.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };

    /// <summary>When a session ends that begins now.</summary>
    /// <exception cref="SandboxException">It is to be shorter than 15 minutes or longer than it may be.</exception>
    public static DateTimeOffset ExpirationOf(OperationCall call, int usualSeconds, int longestSeconds)
    {
        var seconds = call.GetCount("DurationSeconds", ShortestSeconds, longestSeconds, usualSeconds);
        return new(call.Now.AddSeconds(seconds).UtcDateTime.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
    }

    /// <summary>The policies that the caller limits a session to, or null.</summary>
    public static IReadOnlyList<string>? PoliciesOf(OperationCall call, IamState state)
    {
        var policies = new List<string>();
        if (call.Find("Policy") is { } inline) policies.Add(inline);
        foreach (var item in call.List("PolicyArns"))
        {
            var arn = item.GetProperty("arn").GetString()!;
            policies.Add((ManagedPolicyOperations.Find(state, arn) ?? throw IamErrors.NoSuchPolicy(arn)).Document);
        }
        policies.ForEach(policy => PolicyDocument.Parse(policy));
        return policies.Count == 0 ? null : policies;
    }
}

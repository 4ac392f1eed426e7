using System.Text.Json.Nodes;
using Awl.Local.Sandbox.Authentication;
using Awl.Local.Sandbox.Iam;
using Awl.Local.Sandbox.Storage;

namespace Awl.Local.Sandbox.Sts;

/// <summary>Sessions of users: with an MFA code, or for somebody whom the user vouches for.</summary>
sealed class UserSessionOperations(IamStore iam, Seal seal)
{
    const int Hour = 3600;

    public JsonObject GetSessionToken(OperationCall call)
    {
        RefuseSessions(call);
        var isRoot = call.Caller.Kind == CallerKind.Root;
        var expiration = SessionReply.ExpirationOf(call, isRoot ? Hour : 12 * Hour, isRoot ? Hour : 36 * Hour);
        var session = SessionToken.New(call.Caller.Kind, call.Caller.Arn, call.Caller.UserId, call.Caller.Name, expiration) with { MfaTime = CheckMfa(call) };
        return new() { ["Credentials"] = SessionReply.CredentialsOf(session, seal) };
    }

    public JsonObject GetFederationToken(OperationCall call)
    {
        RefuseSessions(call);
        var (name, accountId) = (IamNames.GetSession(call, "Name", longest: 32), iam.Read(state => state.AccountId));
        var session = SessionToken.New(CallerKind.FederatedUser, $"arn:aws:sts::{accountId}:federated-user/{name}", $"{accountId}:{name}", call.Caller.Name,
            SessionReply.ExpirationOf(call, 12 * Hour, 36 * Hour)) with
        {
            // Without a policy a federated user may do nothing.
            SessionPolicies = iam.Read(state => SessionReply.PoliciesOf(call, state)) ?? [],
        };
        return new()
        {
            ["Credentials"] = SessionReply.CredentialsOf(session, seal),
            ["FederatedUser"] = new JsonObject { ["FederatedUserId"] = session.UserId, ["Arn"] = session.Arn },
            ["PackedPolicySize"] = 0,
        };
    }

    static void RefuseSessions(OperationCall call)
    {
        if (call.Caller.IsSession) throw new SandboxException("AccessDenied", $"Cannot call {call.Operation.Name} with session credentials", 403);
    }

    /// <summary>When an MFA code was given, or null when none was.</summary>
    DateTimeOffset? CheckMfa(OperationCall call)
    {
        if (call.Find("SerialNumber") is null && call.Find("TokenCode") is null) return null;
        if (iam.Read(state => MfaOperations.IsCodeValid(state, call.Find("SerialNumber"), call.Caller.Name ?? "", call.Find("TokenCode"), call.Now))) return call.Now;
        throw new SandboxException("AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. ", 403);
    }
}

using System.Text.Json.Nodes;
using Awl.Local.Sandbox.Authentication;
using Awl.Local.Sandbox.Iam;
using Awl.Local.Sandbox.Policies;
using Awl.Local.Sandbox.Storage;

namespace Awl.Local.Sandbox.Sts;

/// <summary>Sessions of roles: the role's trust policy decides who gets one.</summary>
sealed class AssumeRoleOperations(IamStore iam, Seal seal, Authorizer authorizer)
{
    const int Hour = 3600;

    public JsonObject AssumeRole(OperationCall call)
    {
        if (call.Caller.Kind == CallerKind.Root) throw new SandboxException("AccessDenied", "Roles may not be assumed by root accounts.", 403);
        var role = FindRole(call);
        var mfaTime = CheckMfa(call) ?? call.Caller.MfaTime;
        var keys = Authorizer.KeysOf(call with { Caller = call.Caller with { MfaTime = mfaTime, IsSession = call.Caller.IsSession || mfaTime is not null } });
        keys["sts:ExternalId"] = call.Find("ExternalId");
        keys["sts:RoleSessionName"] = call.Get("RoleSessionName");
        if (role is null || !IsTrusted(call, role, keys)) throw Refused(call);
        return NewSession(call, role, isChained: call.Caller.Kind == CallerKind.AssumedRole);
    }

    /// <summary>The role that a call names, or null.</summary>
    public IamRole? FindRole(OperationCall call)
    {
        var arn = call.Get("RoleArn");
        return iam.Read(state => state.Roles.Values.FirstOrDefault(role => role.Arn == arn));
    }

    DateTimeOffset? CheckMfa(OperationCall call)
    {
        if (call.Find("SerialNumber") is null && call.Find("TokenCode") is null) return null;
        if (iam.Read(state => MfaOperations.IsCodeValid(state, call.Find("SerialNumber"), call.Caller.Name ?? "", call.Find("TokenCode"), call.Now))) return call.Now;
        throw new SandboxException("AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. ", 403);
    }

    /// <summary>A role that trusts the whole account leaves the choice to the caller's own policies.</summary>
    bool IsTrusted(OperationCall call, IamRole role, RequestKeys keys)
    {
        var accountId = iam.Read(state => state.AccountId);
        var trust = PolicyDocument.Parse(role.AssumeRolePolicyDocument);
        var match = new PolicyEvaluation("sts:AssumeRole", role.Arn, keys).DecideTrust(trust, principals => principals.Match(call.Caller, accountId));
        if (match == PrincipalMatch.None) return false;
        var own = authorizer.Decide(call.Caller, new("sts:AssumeRole", role.Arn), keys, null);
        return match == PrincipalMatch.Named ? !own.IsExplicit : own.IsAllowed;
    }

    static SandboxException Refused(OperationCall call)
        => new("AccessDenied", $"User: {call.Caller.Arn} is not authorized to perform: sts:AssumeRole on resource: {call.Get("RoleArn")}", 403);

    /// <summary>The reply with a new session of a role.</summary>
    public JsonObject NewSession(OperationCall call, IamRole role, bool isChained)
    {
        var name = IamNames.GetSession(call, "RoleSessionName", longest: 64);
        var accountId = iam.Read(state => state.AccountId);
        var session = SessionToken.New(CallerKind.AssumedRole, $"arn:aws:sts::{accountId}:assumed-role/{role.RoleName}/{name}", $"{role.RoleId}:{name}", role.RoleName, ExpirationOf(call, role, isChained)) with
        {
            SessionPolicies = iam.Read(state => SessionReply.PoliciesOf(call, state)),
        };
        return new()
        {
            ["Credentials"] = SessionReply.CredentialsOf(session, seal),
            ["AssumedRoleUser"] = new JsonObject { ["AssumedRoleId"] = session.UserId, ["Arn"] = session.Arn },
        };
    }

    static DateTimeOffset ExpirationOf(OperationCall call, IamRole role, bool isChained)
    {
        var seconds = call.FindNumber("DurationSeconds") ?? Hour;
        if (isChained && seconds > Hour) throw new SandboxException("ValidationError", "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        if (seconds > role.MaxSessionDuration) throw new SandboxException("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        return SessionReply.ExpirationOf(call, Hour, 12 * Hour);
    }
}

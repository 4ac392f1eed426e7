using System.Globalization;
using System.Text.Json.Nodes;
using Awl.Local.Sandbox.Authentication;
using Awl.Local.Sandbox.Iam;
using Awl.Local.Sandbox.Storage;

namespace Awl.Local.Sandbox.Policies;

/// <summary>Asks the policies whether a caller may do what it calls.</summary>
sealed class Authorizer(IamStore iam, Seal seal)
{
    /// <summary>Does nothing when the caller may.</summary>
    /// <exception cref="SandboxException">It may not.</exception>
    public void Check(OperationCall call, ISandboxService service)
    {
        foreach (var permission in service.PermissionsFor(call))
        {
            if (FindRefusal(call, permission, service) is { } refusal) throw refusal;
        }
    }

    /// <summary>Why the caller may not do something for a call, or null when it may.</summary>
    public SandboxException? FindRefusal(OperationCall call, Permission permission, ISandboxService service)
    {
        var keys = KeysOf(call);
        service.AddKeys(call, keys);
        var decision = Decide(call.Caller, permission, keys, service.FindResourcePolicy(call, permission));
        if (decision.IsAllowed) return null;
        return new("AccessDenied", call.Caller.Kind == CallerKind.Anonymous && service.Name == "s3" ? "Access Denied" : Sentence(call.Caller, permission, decision), 403);
    }

    /// <summary>Whether the caller's own policies allow something.</summary>
    public PolicyDecision Decide(Caller caller, Permission permission, RequestKeys keys, string? resourcePolicy)
        => iam.Read(state =>
        {
            var principal = IdentityPolicies.Find(state, caller);
            return new PolicyEvaluation(permission.Action, permission.Resource, keys).Decide(caller, state.AccountId, IdentityPolicies.Of(state, principal),
                IdentityPolicies.BoundaryOf(state, principal), SessionPolicies(caller), resourcePolicy is null ? null : PolicyDocument.Parse(resourcePolicy));
        });

    /// <summary>A refusal in the words that EC2 has for it, with a message that <c>DecodeAuthorizationMessage</c> opens.</summary>
    public SandboxException Unauthorized(Caller caller, Permission permission, RequestKeys keys)
    {
        var decision = Decide(caller, permission, keys, null);
        return new("UnauthorizedOperation", $"You are not authorized to perform this operation. {Sentence(caller, permission, decision)}. Encoded authorization failure message: {seal.Close(MessageOf(caller, permission, decision))}", 403);
    }

    /// <summary>What conditions can ask about any request.</summary>
    public static RequestKeys KeysOf(OperationCall call)
    {
        var (caller, request) = (call.Caller, call.Request);
        var keys = new RequestKeys
        {
            ["aws:SourceIp"] = request.Source?.MapToIPv4().ToString(),
            ["aws:CurrentTime"] = call.Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["aws:EpochTime"] = call.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["aws:SecureTransport"] = "false",
            ["aws:UserAgent"] = request.Header("User-Agent"),
            ["aws:Referer"] = request.Header("Referer"),
            ["aws:PrincipalArn"] = caller.Arn,
            ["aws:PrincipalType"] = caller.Kind == CallerKind.Root ? "Account" : caller.Kind.ToString(),
            ["aws:userid"] = caller.UserId,
            ["aws:username"] = caller.Kind == CallerKind.User ? caller.Name : null,
        };
        // Long-term keys do not carry the key at all, which is why policies should use BoolIfExists.
        if (caller.IsSession) keys["aws:MultiFactorAuthPresent"] = caller.MfaTime is null ? "false" : "true";
        if (caller.MfaTime is { } time) keys["aws:MultiFactorAuthAge"] = ((long)(call.Now - time).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return keys;
    }

    static string Sentence(Caller caller, Permission permission, PolicyDecision decision)
    {
        var resource = permission.Resource == "*" ? "" : $" on resource: \"{permission.Resource}\"";
        var reason = decision.IsExplicit ? $"with an explicit deny in {Article(decision.PolicyKind)}" : $"because no {decision.PolicyKind} allows the {permission.Action} action";
        return $"User: {caller.Arn} is not authorized to perform: {permission.Action}{resource} {reason}";
    }

    static string Article(string kind) => (kind[0] is 'i' ? "an " : "a ") + kind;

    /// <remarks>Source: STS API reference, DecodeAuthorizationMessage; the form as STS prints it.</remarks>
    static string MessageOf(Caller caller, Permission permission, PolicyDecision decision) => new JsonObject
    {
        ["allowed"] = false,
        ["explicitDeny"] = decision.IsExplicit,
        ["matchedStatements"] = new JsonObject { ["items"] = decision.Statement is { } statement ? new JsonArray(ToJson(statement)) : [] },
        ["failures"] = new JsonObject { ["items"] = new JsonArray() },
        ["context"] = new JsonObject
        {
            ["principal"] = new JsonObject { ["id"] = caller.UserId, ["name"] = caller.Name ?? "", ["arn"] = caller.Arn },
            ["action"] = permission.Action,
            ["resource"] = permission.Resource,
            ["conditions"] = new JsonObject { ["items"] = new JsonArray() },
        },
    }.ToJsonString();

    static JsonObject ToJson(PolicyStatement statement) => new()
    {
        ["statementId"] = statement.Id ?? "",
        ["effect"] = statement.Allows ? "ALLOW" : "DENY",
        ["actions"] = Values(statement.Actions),
        ["resources"] = Values(statement.Resources),
    };

    static JsonObject Values(PatternList? list)
        => new() { ["items"] = new JsonArray([.. (list?.Patterns ?? []).Select(pattern => new JsonObject { ["value"] = pattern })]) };

    static List<PolicyDocument>? SessionPolicies(Caller caller) => caller.SessionPolicies is { } policies ? [.. policies.Select(PolicyDocument.Parse)] : null;
}

using System.Text.Json.Nodes;
using Awl.Local.Sandbox.Authentication;
using Awl.Local.Sandbox.Policies;

namespace Awl.Local.Sandbox.Iam;

/// <summary>What policies would decide: the evaluation that guards each call, asked for calls that nobody makes.</summary>
/// <remarks>Source: IAM API reference, SimulatePrincipalPolicy. The statements that matched are not told: <c>MatchedStatements</c> is empty.</remarks>
static class SimulationOperations
{
    public static IEnumerable<KeyValuePair<string, Func<IamState, OperationCall, JsonObject>>> All =>
    [
        new("SimulateCustomPolicy", static (state, call) => Simulate(state, call, [], BoundariesOf(call))),
        new("SimulatePrincipalPolicy", SimulatePrincipal),
        new("GetContextKeysForCustomPolicy", static (_, call) => KeysOf(PoliciesOf(call, "PolicyInputList"))),
        new("GetContextKeysForPrincipalPolicy", static (state, call) => KeysOf([.. IdentityPolicies.Of(state, PrincipalOf(state, call)), .. PoliciesOf(call, "PolicyInputList")])),
    ];

    static JsonObject SimulatePrincipal(IamState state, OperationCall call)
    {
        var principal = PrincipalOf(state, call);
        return Simulate(state, call, IdentityPolicies.Of(state, principal), BoundariesOf(call) ?? IdentityPolicies.BoundaryOf(state, principal));
    }

    static IamPrincipal PrincipalOf(IamState state, OperationCall call)
    {
        var arn = call.Get("PolicySourceArn");
        IEnumerable<IamPrincipal> all = [.. state.Users.Values, .. state.Groups.Values, .. state.Roles.Values];
        return all.FirstOrDefault(principal => principal.Arn == arn) ?? throw new SandboxException("NoSuchEntity", $"ARN {arn} not found.", 404);
    }

    static JsonObject Simulate(IamState state, OperationCall call, IReadOnlyList<PolicyDocument> own, IReadOnlyList<PolicyDocument>? boundaries)
    {
        List<PolicyDocument> policies = [.. own, .. PoliciesOf(call, "PolicyInputList")];
        var (keys, results) = (ContextOf(call), new JsonArray());
        var missing = ConditionKeys(policies).Where(key => keys.Find(key).Count == 0).Select(key => (JsonNode?)key);
        foreach (var action in Texts(call, "ActionNames"))
        {
            foreach (var resource in Texts(call, "ResourceArns").DefaultIfEmpty("*"))
            {
                var decision = new PolicyEvaluation(action, resource, keys).Decide(new(CallerKind.User, "", ""), state.AccountId, policies, boundaries, null, null);
                results.Add((JsonNode)ToJson(action, resource, decision, [.. missing]));
            }
        }
        return new() { ["EvaluationResults"] = results, ["IsTruncated"] = false };
    }

    static JsonObject ToJson(string action, string resource, PolicyDecision decision, JsonArray missing) => new()
    {
        ["EvalActionName"] = action,
        ["EvalResourceName"] = resource,
        ["EvalDecision"] = decision.IsAllowed ? "allowed" : decision.IsExplicit ? "explicitDeny" : "implicitDeny",
        ["MatchedStatements"] = new JsonArray(),
        ["MissingContextValues"] = missing,
    };

    static RequestKeys ContextOf(OperationCall call)
    {
        var keys = new RequestKeys();
        foreach (var entry in call.List("ContextEntries"))
        {
            if (!entry.TryGetProperty("ContextKeyName", out var name) || !entry.TryGetProperty("ContextKeyValues", out var values)) continue;
            keys.Set(name.GetString()!, [.. values.EnumerateArray().Select(value => value.GetString()!)]);
        }
        return keys;
    }

    static JsonObject KeysOf(IEnumerable<PolicyDocument> policies)
        => new() { ["ContextKeyNames"] = new JsonArray([.. ConditionKeys(policies).Select(key => (JsonNode?)key)]) };

    static IEnumerable<string> ConditionKeys(IEnumerable<PolicyDocument> policies)
        => policies.SelectMany(policy => policy.Statements).SelectMany(statement => statement.Conditions).Select(condition => condition.Key).Distinct(StringComparer.OrdinalIgnoreCase);

    static List<PolicyDocument>? BoundariesOf(OperationCall call) => PoliciesOf(call, "PermissionsBoundaryPolicyInputList") is { Count: > 0 } boundaries ? boundaries : null;

    static List<PolicyDocument> PoliciesOf(OperationCall call, string member) => [.. Texts(call, member).Select(PolicyDocument.Parse)];

    static IEnumerable<string> Texts(OperationCall call, string member) => call.List(member).Select(item => item.GetString()!);
}

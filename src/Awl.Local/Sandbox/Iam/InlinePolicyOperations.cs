using System.Text.Json.Nodes;
using Awl.Local.Sandbox.Policies;

namespace Awl.Local.Sandbox.Iam;

/// <summary>Policies that stand in a user, a group or a role itself: four operations for each of the three.</summary>
static class InlinePolicyOperations
{
    public static IEnumerable<KeyValuePair<string, Func<IamState, OperationCall, JsonObject>>> All =>
    [
        .. For("User", static (state, name) => UserOperations.Get(state, name)),
        .. For("Group", static (state, name) => GroupOperations.Get(state, name)),
        .. For("Role", static (state, name) => RoleOperations.Get(state, name)),
    ];

    static IEnumerable<KeyValuePair<string, Func<IamState, OperationCall, JsonObject>>> For(string kind, Func<IamState, string, IamPrincipal> get)
    {
        var nameMember = kind + "Name";
        return
        [
            new($"Put{kind}Policy", (state, call) => Put(get(state, call.Get(nameMember)), call)),
            new($"Get{kind}Policy", (state, call) => Get(get(state, call.Get(nameMember)), call, kind)),
            new($"List{kind}Policies", (state, call) => IamReply.Page(call, "PolicyNames", get(state, call.Get(nameMember)).InlinePolicies.Keys, static name => JsonValue.Create(name))),
            new($"Delete{kind}Policy", (state, call) => Delete(get(state, call.Get(nameMember)), call, kind)),
        ];
    }

    static JsonObject Put(IamPrincipal principal, OperationCall call)
    {
        PolicyDocument.Parse(call.Get("PolicyDocument"));
        principal.InlinePolicies[IamNames.GetNew(call, "PolicyName")] = call.Get("PolicyDocument");
        return [];
    }

    static JsonObject Get(IamPrincipal principal, OperationCall call, string kind)
    {
        var name = call.Get("PolicyName");
        if (!principal.InlinePolicies.TryGetValue(name, out var document)) throw NoSuch(kind, name);
        return new() { [kind + "Name"] = call.Get(kind + "Name"), ["PolicyName"] = name, ["PolicyDocument"] = Uri.EscapeDataString(document) };
    }

    static JsonObject Delete(IamPrincipal principal, OperationCall call, string kind)
        => principal.InlinePolicies.Remove(call.Get("PolicyName")) ? [] : throw NoSuch(kind, call.Get("PolicyName"));

    static SandboxException NoSuch(string kind, string name) => IamErrors.NoSuch(kind.ToLowerInvariant() + " policy", name);
}

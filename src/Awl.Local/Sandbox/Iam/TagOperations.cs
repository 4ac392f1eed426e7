using System.Text.Json.Nodes;

namespace Awl.Local.Sandbox.Iam;

/// <summary>Tags: three operations for each kind of thing that may have some.</summary>
static class TagOperations
{
    const int Quota = 50;

    public static IEnumerable<KeyValuePair<string, Func<IamState, OperationCall, JsonObject>>> All =>
    [
        .. For("User", static (state, call) => UserOperations.Get(state, call.Get("UserName")).Tags),
        .. For("Role", static (state, call) => RoleOperations.Get(state, call.Get("RoleName")).Tags),
        .. For("Policy", static (state, call) => ManagedPolicyOperations.GetOwn(state, call).Tags),
        .. For("InstanceProfile", static (state, call) => InstanceProfileOperations.Get(state, call).Tags),
        .. For("MFADevice", static (state, call) => MfaOperations.Get(state, call.Get("SerialNumber")).Tags),
        .. For("OpenIDConnectProvider", static (state, call) => OpenIdProviderOperations.Get(state, call).Tags),
    ];

    /// <summary>The tags that a call brings.</summary>
    public static IEnumerable<IamTag> Of(OperationCall call)
        => call.List("Tags").Select(tag => new IamTag(tag.GetProperty("Key").GetString()!, tag.GetProperty("Value").GetString()!));

    static IEnumerable<KeyValuePair<string, Func<IamState, OperationCall, JsonObject>>> For(string kind, Func<IamState, OperationCall, List<IamTag>> tagsOf) =>
    [
        new($"Tag{kind}", (state, call) => Add(tagsOf(state, call), call)),
        new($"Untag{kind}", (state, call) => Remove(tagsOf(state, call), call)),
        new($"List{kind}Tags", (state, call) => IamReply.Page(call, "Tags", tagsOf(state, call), IamReply.Of)),
    ];

    static JsonObject Add(List<IamTag> tags, OperationCall call)
    {
        foreach (var tag in Of(call))
        {
            tags.RemoveAll(old => old.Key == tag.Key);
            tags.Add(tag);
        }
        return tags.Count <= Quota ? [] : throw IamErrors.LimitExceeded("TagsPerResource", Quota);
    }

    static JsonObject Remove(List<IamTag> tags, OperationCall call)
    {
        var keys = call.List("TagKeys").Select(key => key.GetString()).ToHashSet();
        tags.RemoveAll(tag => keys.Contains(tag.Key));
        return [];
    }
}

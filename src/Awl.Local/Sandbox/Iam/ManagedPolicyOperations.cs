using System.Globalization;
using System.Text.Json.Nodes;
using Awl.Local.Sandbox.Policies;

namespace Awl.Local.Sandbox.Iam;

/// <summary>Policies with an ARN of their own: made, versioned, and attached to users, groups and roles.</summary>
static class ManagedPolicyOperations
{
    const int VersionQuota = 5;

    public static IEnumerable<KeyValuePair<string, Func<IamState, OperationCall, JsonObject>>> All =>
    [
        new("CreatePolicy", Create),
        new("GetPolicy", static (state, call) => new() { ["Policy"] = ToJson(state, Get(state, call)) }),
        new("ListPolicies", List),
        new("DeletePolicy", Delete),
        new("CreatePolicyVersion", CreateVersion),
        new("GetPolicyVersion", GetVersion),
        new("ListPolicyVersions", static (state, call) => IamReply.Page(call, "Versions", Get(state, call).Versions, version => IamReply.Of(version, Get(state, call)))),
        new("SetDefaultPolicyVersion", SetDefault),
        new("ListEntitiesForPolicy", ListEntities),
        new("DeletePolicyVersion", DeleteVersion),
        .. AttachmentsOf("User", static (state, name) => UserOperations.Get(state, name)),
        .. AttachmentsOf("Group", static (state, name) => GroupOperations.Get(state, name)),
        .. AttachmentsOf("Role", static (state, name) => RoleOperations.Get(state, name)),
    ];

    /// <summary>The policy of that ARN, the account's own or AWS's, or null.</summary>
    public static IamPolicy? Find(IamState state, string arn) => state.Policies.GetValueOrDefault(arn) ?? AwsPolicies.Find(arn);

    static IamPolicy Get(IamState state, OperationCall call) => Find(state, call.Get("PolicyArn")) ?? throw IamErrors.NoSuchPolicy(call.Get("PolicyArn"));

    static IEnumerable<KeyValuePair<string, Func<IamState, OperationCall, JsonObject>>> AttachmentsOf(string kind, Func<IamState, string, IamPrincipal> get) =>
    [
        new($"Attach{kind}Policy", (state, call) => Attach(get(state, call.Get(kind + "Name")), Get(state, call))),
        new($"Detach{kind}Policy", (state, call) => Detach(get(state, call.Get(kind + "Name")), call.Get("PolicyArn"))),
        new($"ListAttached{kind}Policies", (state, call) => IamReply.Page(call, "AttachedPolicies", get(state, call.Get(kind + "Name")).AttachedPolicyArns, arn => ToAttached(Find(state, arn)!))),
    ];

    static JsonObject Attach(IamPrincipal principal, IamPolicy policy)
    {
        if (!principal.AttachedPolicyArns.Contains(policy.Arn)) principal.AttachedPolicyArns.Add(policy.Arn);
        return [];
    }

    static JsonObject Detach(IamPrincipal principal, string arn) => principal.AttachedPolicyArns.Remove(arn)
        ? [] : throw new SandboxException("NoSuchEntity", $"Policy {arn} was not found.", 404);

    static JsonObject ToAttached(IamPolicy policy) => new() { ["PolicyName"] = policy.PolicyName, ["PolicyArn"] = policy.Arn };

    static JsonObject ToJson(IamState state, IamPolicy policy) => IamReply.Of(policy, Principals(state).Count(principal => principal.AttachedPolicyArns.Contains(policy.Arn)));

    static IEnumerable<IamPrincipal> Principals(IamState state) => [.. state.Users.Values, .. state.Groups.Values, .. state.Roles.Values];

    static JsonObject ListEntities(IamState state, OperationCall call)
    {
        var arn = Get(state, call).Arn;
        return new()
        {
            ["PolicyGroups"] = Named("Group", state.Groups.Values, group => (group.GroupName, group.GroupId)),
            ["PolicyUsers"] = Named("User", state.Users.Values, user => (user.UserName, user.UserId)),
            ["PolicyRoles"] = Named("Role", state.Roles.Values, role => (role.RoleName, role.RoleId)),
            ["IsTruncated"] = false,
        };

        JsonArray Named<T>(string kind, IEnumerable<T> all, Func<T, (string Name, string Id)> name) where T : IamPrincipal
            => new([.. all.Where(principal => principal.AttachedPolicyArns.Contains(arn)).Select(name).Select(names => new JsonObject { [kind + "Name"] = names.Name, [kind + "Id"] = names.Id })]);
    }

    static JsonObject Create(IamState state, OperationCall call)
    {
        var name = IamNames.GetNew(call, "PolicyName");
        var path = IamNames.GetPath(call);
        PolicyDocument.Parse(call.Get("PolicyDocument"));
        var policy = new IamPolicy
        {
            PolicyName = name,
            PolicyId = NewIds.Id(NewIds.Policy),
            Arn = state.Arn("policy", path, name),
            Path = path,
            Description = call.Find("Description"),
            CreateDate = call.Now,
            UpdateDate = call.Now,
            DefaultVersionId = "v1",
            Tags = [.. TagOperations.Of(call)],
            Versions = [new("v1", call.Get("PolicyDocument"), call.Now)],
        };
        if (!state.Policies.TryAdd(policy.Arn, policy)) throw new SandboxException("EntityAlreadyExists", $"A policy called {name} already exists. Duplicate names are not allowed.", 409);
        return new() { ["Policy"] = ToJson(state, policy) };
    }

    static JsonObject List(IamState state, OperationCall call)
    {
        var scope = call.Find("Scope") ?? "All";
        var policies = state.Policies.Values.Concat(AwsPolicies.All).Where(policy => scope == "All" || (AwsPolicies.Find(policy.Arn) is not null) == (scope == "AWS"));
        if (call.Is("OnlyAttached")) policies = policies.Where(policy => Principals(state).Any(principal => principal.AttachedPolicyArns.Contains(policy.Arn)));
        return IamReply.Page(call, "Policies", policies, policy => ToJson(state, policy));
    }

    static JsonObject Delete(IamState state, OperationCall call)
    {
        var policy = GetOwn(state, call);
        if (Principals(state).Any(principal => principal.AttachedPolicyArns.Contains(policy.Arn)))
            throw new SandboxException("DeleteConflict", "Cannot delete a policy attached to entities.", 409);
        if (policy.Versions.Count > 1) throw new SandboxException("DeleteConflict", "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.", 409);
        state.Policies.Remove(policy.Arn);
        return [];
    }

    static JsonObject CreateVersion(IamState state, OperationCall call)
    {
        var policy = GetOwn(state, call);
        if (policy.Versions.Count >= VersionQuota)
            throw new SandboxException("LimitExceeded", $"A managed policy can have up to {VersionQuota} versions. Before you create a new version, you must delete an existing version.", 409);
        PolicyDocument.Parse(call.Get("PolicyDocument"));
        var number = policy.Versions.Max(version => int.Parse(version.VersionId.AsSpan(1), CultureInfo.InvariantCulture)) + 1;
        var added = new IamPolicyVersion($"v{number}", call.Get("PolicyDocument"), call.Now);
        policy.Versions.Insert(0, added);
        if (call.Is("SetAsDefault")) (policy.DefaultVersionId, policy.UpdateDate) = (added.VersionId, call.Now);
        return new() { ["PolicyVersion"] = IamReply.Of(added, policy) };
    }

    static JsonObject GetVersion(IamState state, OperationCall call)
    {
        var policy = Get(state, call);
        return new() { ["PolicyVersion"] = IamReply.Of(VersionOf(policy, call), policy) };
    }

    static JsonObject SetDefault(IamState state, OperationCall call)
    {
        var policy = GetOwn(state, call);
        (policy.DefaultVersionId, policy.UpdateDate) = (VersionOf(policy, call).VersionId, call.Now);
        return [];
    }

    static JsonObject DeleteVersion(IamState state, OperationCall call)
    {
        var policy = GetOwn(state, call);
        var version = VersionOf(policy, call);
        if (version.VersionId == policy.DefaultVersionId) throw new SandboxException("DeleteConflict", "Cannot delete the default version of a policy.", 409);
        policy.Versions.Remove(version);
        return [];
    }

    static IamPolicyVersion VersionOf(IamPolicy policy, OperationCall call) => policy.Versions.Find(version => version.VersionId == call.Get("VersionId"))
        ?? throw new SandboxException("NoSuchEntity", $"Policy {policy.Arn} version {call.Get("VersionId")} does not exist or is not attachable.", 404);

    /// <summary>The policy that a call is to change. AWS's own cannot be.</summary>
    /// <exception cref="SandboxException">There is none, or it is AWS's.</exception>
    public static IamPolicy GetOwn(IamState state, OperationCall call)
    {
        var arn = call.Get("PolicyArn");
        if (AwsPolicies.Find(arn) is not null) throw new SandboxException("AccessDenied", $"{arn} is a policy of AWS and cannot be changed.", 403);
        return state.Policies.GetValueOrDefault(arn) ?? throw IamErrors.NoSuchPolicy(arn);
    }
}

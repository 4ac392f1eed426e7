using System.Text.Json.Nodes;
using Awl.Local.Sandbox.Policies;

namespace Awl.Local.Sandbox.Iam;

/// <summary>Roles and their trust policies.</summary>
static class RoleOperations
{
    const int DefaultDurationSeconds = 3600, LongestDurationSeconds = 12 * 3600;

    public static IEnumerable<KeyValuePair<string, Func<IamState, OperationCall, JsonObject>>> All =>
    [
        new("CreateRole", Create),
        new("GetRole", static (state, call) => new() { ["Role"] = IamReply.Of(Get(state, call.Get("RoleName"))) }),
        new("ListRoles", static (state, call) => IamReply.Page(call, "Roles", state.Roles.Values, IamReply.Of)),
        new("UpdateRole", Update),
        new("UpdateRoleDescription", UpdateDescription),
        new("UpdateAssumeRolePolicy", UpdateTrust),
        new("DeleteRole", Delete),
    ];

    /// <summary>The role of that name.</summary>
    /// <exception cref="SandboxException">There is none.</exception>
    public static IamRole Get(IamState state, string name) => state.Roles.GetValueOrDefault(name) ?? throw IamErrors.NoSuch("role", name);

    static JsonObject Create(IamState state, OperationCall call)
    {
        var name = IamNames.GetNew(call, "RoleName", "Role", state.Roles);
        var path = IamNames.GetPath(call);
        var role = new IamRole
        {
            RoleName = name,
            RoleId = NewIds.Id(NewIds.Role),
            Path = path,
            Arn = state.Arn("role", path, name),
            CreateDate = call.Now,
            AssumeRolePolicyDocument = TrustPolicyOf(call, "AssumeRolePolicyDocument"),
            Description = call.Find("Description"),
            MaxSessionDuration = call.GetCount("MaxSessionDuration", DefaultDurationSeconds, LongestDurationSeconds, DefaultDurationSeconds),
            Tags = [.. TagOperations.Of(call)],
            PermissionsBoundaryArn = BoundaryOperations.Find(state, call),
        };
        state.Roles.Add(name, role);
        return new() { ["Role"] = IamReply.Of(role) };
    }

    static JsonObject Update(IamState state, OperationCall call)
    {
        var role = Get(state, call.Get("RoleName"));
        role.Description = call.Find("Description") ?? role.Description;
        role.MaxSessionDuration = call.GetCount("MaxSessionDuration", DefaultDurationSeconds, LongestDurationSeconds, (int)role.MaxSessionDuration);
        return [];
    }

    static JsonObject UpdateDescription(IamState state, OperationCall call)
    {
        var role = Get(state, call.Get("RoleName"));
        role.Description = call.Get("Description");
        return new() { ["Role"] = IamReply.Of(role) };
    }

    static JsonObject UpdateTrust(IamState state, OperationCall call)
    {
        Get(state, call.Get("RoleName")).AssumeRolePolicyDocument = TrustPolicyOf(call, "PolicyDocument");
        return [];
    }

    static string TrustPolicyOf(OperationCall call, string member)
    {
        var text = call.Get(member);
        if (PolicyDocument.Parse(text).Statements.Any(statement => statement.Principals is null))
            throw new SandboxException("MalformedPolicyDocument", "AssumeRole policy must contain principals.");
        return text;
    }

    static JsonObject Delete(IamState state, OperationCall call)
    {
        var role = Get(state, call.Get("RoleName"));
        if (role.AttachedPolicyArns.Count > 0) throw IamErrors.InUse("detach all policies");
        if (role.InlinePolicies.Count > 0) throw IamErrors.InUse("delete policies");
        if (state.InstanceProfiles.Values.Any(profile => profile.RoleName == role.RoleName)) throw IamErrors.InUse("remove roles from instance profile");
        state.Roles.Remove(role.RoleName);
        return [];
    }
}

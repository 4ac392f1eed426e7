using System.Text.Json.Nodes;

namespace Awl.Local.Sandbox.Iam;

/// <summary>Instance profiles: the way a role gets onto an EC2 machine.</summary>
static class InstanceProfileOperations
{
    public static IEnumerable<KeyValuePair<string, Func<IamState, OperationCall, JsonObject>>> All =>
    [
        new("CreateInstanceProfile", Create),
        new("GetInstanceProfile", static (state, call) => new() { ["InstanceProfile"] = IamReply.Of(Get(state, call), state) }),
        new("ListInstanceProfiles", static (state, call) => IamReply.Page(call, "InstanceProfiles", state.InstanceProfiles.Values, profile => IamReply.Of(profile, state))),
        new("ListInstanceProfilesForRole", ListForRole),
        new("AddRoleToInstanceProfile", AddRole),
        new("RemoveRoleFromInstanceProfile", RemoveRole),
        new("DeleteInstanceProfile", Delete),
    ];

    /// <summary>The profile that a call names.</summary>
    /// <exception cref="SandboxException">There is none.</exception>
    public static IamInstanceProfile Get(IamState state, OperationCall call)
        => state.InstanceProfiles.GetValueOrDefault(call.Get("InstanceProfileName"))
            ?? throw new SandboxException("NoSuchEntity", $"Instance Profile {call.Get("InstanceProfileName")} cannot be found.", 404);

    static JsonObject Create(IamState state, OperationCall call)
    {
        var name = IamNames.GetNew(call, "InstanceProfileName");
        var path = IamNames.GetPath(call);
        var profile = new IamInstanceProfile { InstanceProfileName = name, InstanceProfileId = NewIds.Id(NewIds.InstanceProfile), Path = path, Arn = state.Arn("instance-profile", path, name), CreateDate = call.Now, Tags = [.. TagOperations.Of(call)] };
        if (state.InstanceProfiles.Keys.Contains(name, StringComparer.OrdinalIgnoreCase)) throw new SandboxException("EntityAlreadyExists", $"Instance Profile {name} already exists.", 409);
        state.InstanceProfiles.Add(name, profile);
        return new() { ["InstanceProfile"] = IamReply.Of(profile, state) };
    }

    static JsonObject ListForRole(IamState state, OperationCall call)
    {
        var role = RoleOperations.Get(state, call.Get("RoleName"));
        return IamReply.Page(call, "InstanceProfiles", state.InstanceProfiles.Values.Where(profile => profile.RoleName == role.RoleName), profile => IamReply.Of(profile, state));
    }

    static JsonObject AddRole(IamState state, OperationCall call)
    {
        var profile = Get(state, call);
        if (profile.RoleName is not null) throw IamErrors.LimitExceeded("InstanceSessionsPerInstanceProfile", 1);
        profile.RoleName = RoleOperations.Get(state, call.Get("RoleName")).RoleName;
        return [];
    }

    static JsonObject RemoveRole(IamState state, OperationCall call)
    {
        var profile = Get(state, call);
        if (profile.RoleName != call.Get("RoleName")) throw IamErrors.NoSuch("role", call.Get("RoleName"));
        profile.RoleName = null;
        return [];
    }

    static JsonObject Delete(IamState state, OperationCall call)
    {
        var profile = Get(state, call);
        if (profile.RoleName is not null) throw IamErrors.InUse("remove roles from instance profile");
        state.InstanceProfiles.Remove(profile.InstanceProfileName);
        return [];
    }
}

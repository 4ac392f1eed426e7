using System.Text.Json.Nodes;

namespace Awl.Local.Sandbox.Iam;

/// <summary>Users.</summary>
static class UserOperations
{
    public static IEnumerable<KeyValuePair<string, Func<IamState, OperationCall, JsonObject>>> All =>
    [
        new("CreateUser", Create),
        new("GetUser", static (state, call) => new() { ["User"] = IamReply.Of(Get(state, IamService.UserNameOf(call))) }),
        new("ListUsers", static (state, call) => IamReply.Page(call, "Users", UnderPath(state, call), IamReply.Of)),
        new("UpdateUser", Update),
        new("DeleteUser", Delete),
    ];

    /// <summary>The user of that name.</summary>
    /// <exception cref="SandboxException">There is none.</exception>
    public static IamUser Get(IamState state, string name) => state.Users.GetValueOrDefault(name) ?? throw IamErrors.NoSuch("user", name);

    static JsonObject Create(IamState state, OperationCall call)
    {
        var name = IamNames.GetNew(call, "UserName", "User", state.Users);
        var path = IamNames.GetPath(call);
        var user = new IamUser { UserName = name, UserId = NewIds.Id(NewIds.User), Path = path, Arn = state.Arn("user", path, name), CreateDate = call.Now, Tags = [.. TagOperations.Of(call)], PermissionsBoundaryArn = BoundaryOperations.Find(state, call) };
        state.Users.Add(name, user);
        return new() { ["User"] = IamReply.Of(user) };
    }

    static IEnumerable<IamUser> UnderPath(IamState state, OperationCall call)
        => state.Users.Values.Where(user => user.Path.StartsWith(call.Find("PathPrefix") ?? "/", StringComparison.Ordinal));

    static JsonObject Update(IamState state, OperationCall call)
    {
        var user = Get(state, call.Get("UserName"));
        state.Users.Remove(user.UserName);
        var (oldName, newName) = (user.UserName, call.Find("NewUserName") is null ? user.UserName : IamNames.GetNew(call, "NewUserName", "User", state.Users));
        (user.UserName, user.Path) = (newName, call.Find("NewPath") is null ? user.Path : IamNames.GetPath(call, "NewPath"));
        user.Arn = state.Arn("user", user.Path, newName);
        state.Users.Add(newName, user);
        foreach (var key in user.AccessKeys) key.UserName = newName;
        foreach (var device in state.MfaDevices.Values.Where(device => device.UserName == oldName)) device.UserName = newName;
        foreach (var group in state.Groups.Values.Where(group => group.UserNames.Remove(oldName))) group.UserNames.Add(newName);
        return [];
    }

    static JsonObject Delete(IamState state, OperationCall call)
    {
        var user = Get(state, call.Get("UserName"));
        if (user.LoginProfile is not null) throw IamErrors.InUse("delete login profile");
        if (user.AccessKeys.Count > 0) throw IamErrors.InUse("delete access keys");
        if (user.AttachedPolicyArns.Count > 0) throw IamErrors.InUse("detach all policies");
        if (user.InlinePolicies.Count > 0) throw IamErrors.InUse("delete policies");
        if (state.Groups.Values.Any(group => group.UserNames.Contains(user.UserName))) throw IamErrors.InUse("remove users from group");
        if (state.MfaDevices.Values.Any(device => device.UserName == user.UserName)) throw IamErrors.InUse("delete MFA device");
        state.Users.Remove(user.UserName);
        return [];
    }
}

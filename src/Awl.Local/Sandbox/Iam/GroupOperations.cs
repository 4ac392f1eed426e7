using System.Text.Json.Nodes;

namespace Awl.Local.Sandbox.Iam;

/// <summary>Groups of users.</summary>
static class GroupOperations
{
    public static IEnumerable<KeyValuePair<string, Func<IamState, OperationCall, JsonObject>>> All =>
    [
        new("CreateGroup", Create),
        new("GetGroup", GetWithUsers),
        new("ListGroups", static (state, call) => IamReply.Page(call, "Groups", state.Groups.Values, IamReply.Of)),
        new("UpdateGroup", Update),
        new("DeleteGroup", Delete),
        new("AddUserToGroup", AddUser),
        new("RemoveUserFromGroup", RemoveUser),
        new("ListGroupsForUser", ListForUser),
    ];

    /// <summary>The group of that name.</summary>
    /// <exception cref="SandboxException">There is none.</exception>
    public static IamGroup Get(IamState state, string name) => state.Groups.GetValueOrDefault(name) ?? throw IamErrors.NoSuch("group", name);

    static JsonObject Create(IamState state, OperationCall call)
    {
        var name = IamNames.GetNew(call, "GroupName", "Group", state.Groups);
        var path = IamNames.GetPath(call);
        var group = new IamGroup { GroupName = name, GroupId = NewIds.Id(NewIds.Group), Path = path, Arn = state.Arn("group", path, name), CreateDate = call.Now };
        state.Groups.Add(name, group);
        return new() { ["Group"] = IamReply.Of(group) };
    }

    static JsonObject GetWithUsers(IamState state, OperationCall call)
    {
        var group = Get(state, call.Get("GroupName"));
        var page = IamReply.Page(call, "Users", group.UserNames.Select(name => state.Users[name]), IamReply.Of);
        page["Group"] = IamReply.Of(group);
        return page;
    }

    static JsonObject Update(IamState state, OperationCall call)
    {
        var group = Get(state, call.Get("GroupName"));
        state.Groups.Remove(group.GroupName);
        if (call.Find("NewGroupName") is not null) group.GroupName = IamNames.GetNew(call, "NewGroupName", "Group", state.Groups);
        if (call.Find("NewPath") is not null) group.Path = IamNames.GetPath(call, "NewPath");
        group.Arn = state.Arn("group", group.Path, group.GroupName);
        state.Groups.Add(group.GroupName, group);
        return [];
    }

    static JsonObject Delete(IamState state, OperationCall call)
    {
        var group = Get(state, call.Get("GroupName"));
        if (group.UserNames.Count > 0) throw IamErrors.InUse("remove users from group");
        if (group.AttachedPolicyArns.Count > 0) throw IamErrors.InUse("detach all policies");
        if (group.InlinePolicies.Count > 0) throw IamErrors.InUse("delete policies");
        state.Groups.Remove(group.GroupName);
        return [];
    }

    static JsonObject AddUser(IamState state, OperationCall call)
    {
        Get(state, call.Get("GroupName")).UserNames.Add(UserOperations.Get(state, call.Get("UserName")).UserName);
        return [];
    }

    static JsonObject RemoveUser(IamState state, OperationCall call)
    {
        Get(state, call.Get("GroupName")).UserNames.Remove(UserOperations.Get(state, call.Get("UserName")).UserName);
        return [];
    }

    static JsonObject ListForUser(IamState state, OperationCall call)
    {
        var user = UserOperations.Get(state, call.Get("UserName"));
        return IamReply.Page(call, "Groups", state.Groups.Values.Where(group => group.UserNames.Contains(user.UserName)), IamReply.Of);
    }
}

using System.Text.Json.Nodes;

namespace Awl.Local.Sandbox.Iam;

/// <summary>Access keys of users: at most two each.</summary>
static class AccessKeyOperations
{
    const int Quota = 2;

    public static IEnumerable<KeyValuePair<string, Func<IamState, OperationCall, JsonObject>>> All =>
    [
        new("CreateAccessKey", Create),
        new("ListAccessKeys", static (state, call) => IamReply.Page(call, "AccessKeyMetadata", OwnerOf(state, call).AccessKeys, IamReply.Of)),
        new("UpdateAccessKey", Update),
        new("DeleteAccessKey", Delete),
        new("GetAccessKeyLastUsed", GetLastUsed),
    ];

    static IamUser OwnerOf(IamState state, OperationCall call) => UserOperations.Get(state, IamService.UserNameOf(call));

    static JsonObject Create(IamState state, OperationCall call)
    {
        var user = OwnerOf(state, call);
        if (user.AccessKeys.Count >= Quota) throw IamErrors.LimitExceeded("AccessKeysPerUser", Quota);

        var key = NewIds.AccessKey(user.UserName, call.Now);
        user.AccessKeys.Add(key);
        return new() { ["AccessKey"] = IamReply.Of(key) };
    }

    static JsonObject Update(IamState state, OperationCall call)
    {
        var status = call.Get("Status");
        if (status is not ("Active" or "Inactive"))
            throw new SandboxException("ValidationError", $"1 validation error detected: Value '{status}' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive]");
        Get(OwnerOf(state, call), call.Get("AccessKeyId")).Status = status;
        return [];
    }

    static JsonObject Delete(IamState state, OperationCall call)
    {
        var user = OwnerOf(state, call);
        user.AccessKeys.Remove(Get(user, call.Get("AccessKeyId")));
        return [];
    }

    static JsonObject GetLastUsed(IamState state, OperationCall call)
    {
        var id = call.Get("AccessKeyId");
        var key = state.Users.Values.SelectMany(user => user.AccessKeys).FirstOrDefault(key => key.AccessKeyId == id)
            ?? throw new SandboxException("AccessDenied", $"User: {call.Caller.Arn} is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key {id}", 403);
        var used = new JsonObject { ["ServiceName"] = key.LastUsed?.ServiceName ?? "N/A", ["Region"] = key.LastUsed?.Region ?? "N/A" };
        if (key.LastUsed is { } last) used["LastUsedDate"] = last.LastUsedDate;
        return new() { ["UserName"] = key.UserName, ["AccessKeyLastUsed"] = used };
    }

    static IamAccessKey Get(IamUser user, string id) => user.AccessKeys.Find(key => key.AccessKeyId == id)
        ?? throw new SandboxException("NoSuchEntity", $"The Access Key with id {id} cannot be found.", 404);
}

using System.Text.Json.Nodes;

namespace Awl.Local.Sandbox.Iam;

/// <summary>Whether a user may sign in to the console. There is none here, so passwords are not kept.</summary>
static class LoginProfileOperations
{
    public static IEnumerable<KeyValuePair<string, Func<IamState, OperationCall, JsonObject>>> All =>
    [
        new("CreateLoginProfile", Create),
        new("GetLoginProfile", static (state, call) => ToReply(UserOf(state, call))),
        new("UpdateLoginProfile", Update),
        new("DeleteLoginProfile", Delete),
    ];

    static JsonObject Create(IamState state, OperationCall call)
    {
        var user = UserOperations.Get(state, IamService.UserNameOf(call));
        if (user.LoginProfile is not null) throw new SandboxException("EntityAlreadyExists", $"Login Profile for user {user.UserName} already exists.", 409);
        call.Get("Password");
        user.LoginProfile = new(call.Now, call.Is("PasswordResetRequired"));
        return ToReply(user);
    }

    static JsonObject Update(IamState state, OperationCall call)
    {
        var user = UserOf(state, call);
        user.LoginProfile = user.LoginProfile! with { PasswordResetRequired = call.Is("PasswordResetRequired") };
        return [];
    }

    static JsonObject Delete(IamState state, OperationCall call)
    {
        UserOf(state, call).LoginProfile = null;
        return [];
    }

    static IamUser UserOf(IamState state, OperationCall call)
    {
        var user = UserOperations.Get(state, IamService.UserNameOf(call));
        return user.LoginProfile is not null ? user : throw new SandboxException("NoSuchEntity", $"Login Profile for User {user.UserName} cannot be found.", 404);
    }

    static JsonObject ToReply(IamUser user) => new()
    {
        ["LoginProfile"] = new JsonObject { ["UserName"] = user.UserName, ["CreateDate"] = user.LoginProfile!.CreateDate, ["PasswordResetRequired"] = user.LoginProfile.PasswordResetRequired },
    };
}

using System.Text.Json.Nodes;

namespace Awl.Local.Sandbox.Iam;

/// <summary>Permissions boundaries: a policy that a user or a role may do no more than.</summary>
static class BoundaryOperations
{
    public static IEnumerable<KeyValuePair<string, Func<IamState, OperationCall, JsonObject>>> All =>
    [
        new("PutUserPermissionsBoundary", static (state, call) => Put(state, call, UserOperations.Get(state, call.Get("UserName")))),
        new("DeleteUserPermissionsBoundary", static (state, call) => Delete(UserOperations.Get(state, call.Get("UserName")))),
        new("PutRolePermissionsBoundary", static (state, call) => Put(state, call, RoleOperations.Get(state, call.Get("RoleName")))),
        new("DeleteRolePermissionsBoundary", static (state, call) => Delete(RoleOperations.Get(state, call.Get("RoleName")))),
    ];

    /// <summary>The boundary that a new user or role is to have, or null.</summary>
    /// <exception cref="SandboxException">There is no such policy.</exception>
    public static string? Find(IamState state, OperationCall call)
        => call.Find("PermissionsBoundary") is not { } arn ? null
            : ManagedPolicyOperations.Find(state, arn) is null ? throw new SandboxException("NoSuchEntity", $"Scope ARN: {arn} does not exist or is not attachable.", 404) : arn;

    static JsonObject Put(IamState state, OperationCall call, IamPrincipal principal)
    {
        call.Get("PermissionsBoundary");
        principal.PermissionsBoundaryArn = Find(state, call);
        return [];
    }

    static JsonObject Delete(IamPrincipal principal)
    {
        if (principal.PermissionsBoundaryArn is null) throw new SandboxException("NoSuchEntity", "There is no permissions boundary to delete.", 404);
        principal.PermissionsBoundaryArn = null;
        return [];
    }
}

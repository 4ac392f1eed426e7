using System.Text.Json.Nodes;
using Awl.Local.Sandbox.Authentication;

namespace Awl.Local.Sandbox.Iam;

/// <summary>IAM: users, keys, MFA devices, groups, roles, instance profiles, policies.</summary>
sealed class IamService(IamStore store) : ISandboxService
{
    static readonly Dictionary<string, Func<IamState, OperationCall, JsonObject>> s_operations = new(
    [
        .. UserOperations.All, .. AccessKeyOperations.All, .. MfaOperations.All, .. GroupOperations.All, .. RoleOperations.All,
        .. InstanceProfileOperations.All, .. InlinePolicyOperations.All, .. ManagedPolicyOperations.All, .. OpenIdProviderOperations.All, .. TagOperations.All,
        .. BoundaryOperations.All, .. AccountOperations.All, .. LoginProfileOperations.All, .. SimulationOperations.All,
    ]);

    public string Name => "iam";

    public bool Knows(string operation) => s_operations.ContainsKey(operation);

    public Task<OperationReply> InvokeAsync(OperationCall call, CancellationToken cancellationToken)
    {
        var operation = s_operations[call.Operation.Name];
        var output = IsReader(call.Operation.Name)
            ? store.Read(state => operation(state, call))
            : store.Change(state => operation(state, call));
        return Task.FromResult(new OperationReply(output));
    }

    /// <summary>What is done, to what. A call about one's own user needs no name.</summary>
    public IEnumerable<Permission> PermissionsFor(OperationCall call)
        => [new($"iam:{call.Operation.Name}", store.Read(state => ResourceOf(state, call)))];

    public void AddKeys(OperationCall call, Policies.RequestKeys keys)
    {
        keys["iam:PolicyARN"] = call.Find("PolicyArn");
        keys["iam:PassedToService"] = null;
    }

    public string? FindResourcePolicy(OperationCall call, Permission permission) => null;

    /// <summary>The user that a call is about: the one it names, else the caller.</summary>
    public static string UserNameOf(OperationCall call) => call.Find("UserName")
        ?? (call.Caller.Kind == CallerKind.User ? call.Caller.Name : null)
        ?? throw new SandboxException("ValidationError", "Must specify userName when calling with non-User credentials");

    static bool IsReader(string operation) => operation.StartsWith("Get", StringComparison.Ordinal) || operation.StartsWith("Simulate", StringComparison.Ordinal) || operation.StartsWith("List", StringComparison.Ordinal);

    static string ResourceOf(IamState state, OperationCall call)
    {
        if (call.Find("PolicyArn") is { } policy && call.Find("UserName") is null && call.Find("RoleName") is null && call.Find("GroupName") is null) return policy;
        if (call.Find("OpenIDConnectProviderArn") is { } provider) return provider;
        if (call.Find("SerialNumber") is { } serial && call.Find("UserName") is null) return serial;
        if (call.Find("VirtualMFADeviceName") is { } device) return state.Arn("mfa", call.Find("Path") ?? "/", device);
        if (call.Find("InstanceProfileName") is { } profile) return state.Arn("instance-profile", call.Find("Path") ?? "/", profile);
        if (call.Find("RoleName") is { } role) return state.Roles.GetValueOrDefault(role)?.Arn ?? state.Arn("role", call.Find("Path") ?? "/", role);
        if (call.Find("GroupName") is { } group) return state.Groups.GetValueOrDefault(group)?.Arn ?? state.Arn("group", call.Find("Path") ?? "/", group);
        if (call.Find("PolicyName") is { } name && call.Find("UserName") is null) return state.Arn("policy", call.Find("Path") ?? "/", name);
        if ((call.Find("UserName") ?? (call.Caller.Kind == CallerKind.User ? call.Caller.Name : null)) is not { } user) return "*";
        return state.Users.GetValueOrDefault(user)?.Arn ?? state.Arn("user", call.Find("Path") ?? "/", user);
    }
}

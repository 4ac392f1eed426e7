using System.Text.Json.Nodes;
using Awl.Local.Sandbox.Authentication;
using Awl.Local.Sandbox.Iam;
using Awl.Local.Sandbox.Policies;
using Awl.Local.Sandbox.Storage;

namespace Awl.Local.Sandbox.Sts;

/// <summary>STS: who one is, and temporary keys.</summary>
sealed class StsService(IamStore iam, Seal seal, Authorizer authorizer) : ISandboxService
{
    readonly AssumeRoleOperations _roles = new(iam, seal, authorizer);
    readonly UserSessionOperations _users = new(iam, seal);

    public string Name => "sts";

    public bool Knows(string operation) => Find(operation) is not null;

    public Task<OperationReply> InvokeAsync(OperationCall call, CancellationToken cancellationToken)
        => Task.FromResult(new OperationReply(Find(call.Operation.Name)!(call)));

    /// <summary>Roles and users decide themselves who gets a session; asking who one is needs no permission.</summary>
    public IEnumerable<Permission> PermissionsFor(OperationCall call) => call.Operation.Name switch
    {
        "DecodeAuthorizationMessage" => [new("sts:DecodeAuthorizationMessage", "*")],
        "GetFederationToken" => [new("sts:GetFederationToken", $"arn:aws:sts::{AccountId}:federated-user/{call.Find("Name")}")],
        "GetAccessKeyInfo" => [new("sts:GetAccessKeyInfo", "*")],
        _ => [],
    };

    public void AddKeys(OperationCall call, RequestKeys keys) { }

    public string? FindResourcePolicy(OperationCall call) => null;

    string AccountId => iam.Read(state => state.AccountId);

    Func<OperationCall, JsonObject>? Find(string operation) => operation switch
    {
        "GetCallerIdentity" => GetCallerIdentity,
        "GetAccessKeyInfo" => GetAccessKeyInfo,
        "GetSessionToken" => _users.GetSessionToken,
        "GetFederationToken" => _users.GetFederationToken,
        "AssumeRole" => _roles.AssumeRole,
        "AssumeRoleWithWebIdentity" => _roles.AssumeRoleWithWebIdentity,
        "DecodeAuthorizationMessage" => DecodeAuthorizationMessage,
        _ => null,
    };

    JsonObject GetCallerIdentity(OperationCall call) => new()
    {
        ["UserId"] = call.Caller.UserId,
        ["Account"] = AccountId,
        ["Arn"] = call.Caller.Arn,
    };

    /// <summary>All keys are of the one account; ids of another form are refused as STS does.</summary>
    JsonObject GetAccessKeyInfo(OperationCall call)
    {
        var id = call.Get("AccessKeyId");
        if (id.Length < 16 || !(id.StartsWith(NewIds.LongTermKey, StringComparison.Ordinal) || id.StartsWith(NewIds.SessionKey, StringComparison.Ordinal)))
            throw new SandboxException("InvalidAccessKeyId", "The access key ID provided is not valid.");
        return new() { ["Account"] = AccountId };
    }

    JsonObject DecodeAuthorizationMessage(OperationCall call) => new()
    {
        ["DecodedMessage"] = seal.TryOpen(call.Get("EncodedMessage")) is { } message && message.StartsWith("{\"allowed\"", StringComparison.Ordinal)
            ? message : throw new SandboxException("InvalidAuthorizationMessageException", "Message is not valid"),
    };
}

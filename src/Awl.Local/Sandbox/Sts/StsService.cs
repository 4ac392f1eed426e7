using System.Text.Json.Nodes;
using Awl.Local.Sandbox.Authentication;
using Awl.Local.Sandbox.Iam;
using Awl.Local.Sandbox.Policies;
using Awl.Local.Sandbox.Storage;

namespace Awl.Local.Sandbox.Sts;

/// <summary>STS: who one is, and temporary keys.</summary>
sealed class StsService : ISandboxService
{
    const string WithWebIdentity = "AssumeRoleWithWebIdentity";

    readonly IamStore _iam;
    readonly Seal _seal;
    readonly AssumeRoleOperations _roles;
    readonly WebIdentityOperations _webIdentities;
    readonly UserSessionOperations _users;

    public StsService(IamStore iam, Seal seal, Authorizer authorizer, IssuerKeys issuers)
    {
        (_iam, _seal) = (iam, seal);
        (_roles, _users) = (new(iam, seal, authorizer), new(iam, seal));
        _webIdentities = new(iam, _roles, issuers);
    }

    public string Name => "sts";

    public bool Knows(string operation) => operation == WithWebIdentity || Find(operation) is not null;

    public async Task<OperationReply> InvokeAsync(OperationCall call, CancellationToken cancellationToken)
        => new(call.Operation.Name == WithWebIdentity ? await _webIdentities.AssumeRoleAsync(call, cancellationToken) : Find(call.Operation.Name)!(call));

    /// <summary>Roles and users decide themselves who gets a session; asking who one is needs no permission.</summary>
    public IEnumerable<Permission> PermissionsFor(OperationCall call) => call.Operation.Name switch
    {
        "DecodeAuthorizationMessage" => [new("sts:DecodeAuthorizationMessage", "*")],
        "GetFederationToken" => [new("sts:GetFederationToken", $"arn:aws:sts::{AccountId}:federated-user/{call.Find("Name")}")],
        "GetAccessKeyInfo" => [new("sts:GetAccessKeyInfo", "*")],
        _ => [],
    };

    public void AddKeys(OperationCall call, RequestKeys keys) { }

    public string? FindResourcePolicy(OperationCall call, Permission permission) => null;

    string AccountId => _iam.Read(state => state.AccountId);

    Func<OperationCall, JsonObject>? Find(string operation) => operation switch
    {
        "GetCallerIdentity" => GetCallerIdentity,
        "GetAccessKeyInfo" => GetAccessKeyInfo,
        "GetSessionToken" => _users.GetSessionToken,
        "GetFederationToken" => _users.GetFederationToken,
        "AssumeRole" => _roles.AssumeRole,
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
        ["DecodedMessage"] = _seal.TryOpen(call.Get("EncodedMessage")) is { } message && message.StartsWith("{\"allowed\"", StringComparison.Ordinal)
            ? message : throw new SandboxException("InvalidAuthorizationMessageException", "Message is not valid"),
    };
}

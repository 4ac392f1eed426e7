using Awl.Local.Sandbox.Policies;

namespace Awl.Local.Sandbox;

/// <summary>EC2 without machines: it asks the policies, so that one can learn what a denied call looks like.</summary>
sealed class Ec2Service(Authorizer authorizer) : ISandboxService
{
    public string Name => "ec2";

    public bool Knows(string operation) => true;

    /// <summary>It asks for itself, since its refusal carries an encoded message.</summary>
    public IEnumerable<Permission> PermissionsFor(OperationCall call) => [];

    public void AddKeys(OperationCall call, RequestKeys keys) { }

    public string? FindResourcePolicy(OperationCall call, Permission permission) => null;

    public Task<OperationReply> InvokeAsync(OperationCall call, CancellationToken cancellationToken)
    {
        var permission = new Permission($"ec2:{call.Operation.Name}", "*");
        var keys = Authorizer.KeysOf(call);
        if (!authorizer.Decide(call.Caller, permission, keys, null).IsAllowed) throw authorizer.Unauthorized(call.Caller, permission, keys);
        throw call.Is("DryRun")
            ? new SandboxException("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412)
            : new SandboxException("InvalidAction", $"The policies allow {call.Operation.Name}, but the sandbox has no machines: it has STS, IAM and S3.");
    }
}

namespace Awl.Local.Sandbox.Iam;

/// <summary>Refusals of IAM, in its words.</summary>
/// <remarks>Source: IAM API reference, errors of each operation; texts as IAM answered.</remarks>
static class IamErrors
{
    public static SandboxException NoSuch(string kind, string name) => new("NoSuchEntity", $"The {kind} with name {name} cannot be found.", 404);
    public static SandboxException NoSuchPolicy(string arn) => new("NoSuchEntity", $"Policy {arn} does not exist or is not attachable.", 404);
    public static SandboxException Exists(string kind, string name) => new("EntityAlreadyExists", $"{kind} with name {name} already exists.", 409);
    public static SandboxException InUse(string what) => new("DeleteConflict", $"Cannot delete entity, must {what} first.", 409);
    public static SandboxException LimitExceeded(string quota, int number) => new("LimitExceeded", $"Cannot exceed quota for {quota}: {number}", 409);
}

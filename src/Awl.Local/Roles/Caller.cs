namespace Awl.Local.Roles;

/// <summary>Who the handed out credentials are for.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Role">The name of the role, or of the user where it is none.</param>
/// <param name="Arn">The ARN of the role or the user.</param>
sealed record Caller(string AccountId, string Role, string Arn)
{
    /// <summary>From the ARN of a role; null when it is no such ARN.</summary>
    public static Caller? OfRole(string arn)
        => arn.Split(':', 6) is ["arn", _, "iam", _, { Length: 12 } account, { } resource] && resource.StartsWith("role/", StringComparison.Ordinal)
            ? new(account, resource[(resource.LastIndexOf('/') + 1)..], arn) : null;

    /// <summary>From what STS says of a caller: a user, the root of the account, a session of a role.</summary>
    public static Caller OfArn(string arn)
    {
        var parts = arn.Split(':', 6);
        if (parts.Length < 6) return new("", arn, arn);

        var names = parts[5].Split('/');
        return names is ["assumed-role", { } role, ..]
            ? new(parts[4], role, $"arn:{parts[1]}:iam::{parts[4]}:role/{role}")
            : new(parts[4], names[^1], arn);
    }
}

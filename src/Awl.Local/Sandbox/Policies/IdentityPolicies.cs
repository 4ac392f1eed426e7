using Awl.Local.Sandbox.Authentication;
using Awl.Local.Sandbox.Iam;

namespace Awl.Local.Sandbox.Policies;

/// <summary>The policies of users, groups and roles: their own, attached ones, those of a user's groups; and what bounds them.</summary>
static class IdentityPolicies
{
    /// <summary>The user or role whose policies count for a caller, or null.</summary>
    public static IamPrincipal? Find(IamState state, Caller caller) => caller switch
    {
        { Name: null } => null,
        { Kind: CallerKind.AssumedRole } => state.Roles.GetValueOrDefault(caller.Name),
        _ => state.Users.GetValueOrDefault(caller.Name),
    };

    public static List<PolicyDocument> Of(IamState state, IamPrincipal? principal)
    {
        var groups = principal is IamUser user ? state.Groups.Values.Where(group => group.UserNames.Contains(user.UserName)) : [];
        return [.. OwnOf(state, principal), .. groups.SelectMany(group => OwnOf(state, group))];
    }

    /// <summary>What a user or role may do no more than; null for no bounds.</summary>
    public static IReadOnlyList<PolicyDocument>? BoundaryOf(IamState state, IamPrincipal? principal)
        => principal?.PermissionsBoundaryArn is { } arn ? [.. Managed(state, [arn])] : null;

    static IEnumerable<PolicyDocument> OwnOf(IamState state, IamPrincipal? principal)
        => principal is null ? [] : [.. principal.InlinePolicies.Values.Select(PolicyDocument.Parse), .. Managed(state, principal.AttachedPolicyArns)];

    static IEnumerable<PolicyDocument> Managed(IamState state, IEnumerable<string> arns)
        => arns.Select(arn => ManagedPolicyOperations.Find(state, arn)).OfType<IamPolicy>().Select(policy => PolicyDocument.Parse(policy.Document));
}

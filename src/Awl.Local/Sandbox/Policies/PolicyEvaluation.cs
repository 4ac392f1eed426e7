using Awl.Local.Sandbox.Authentication;

namespace Awl.Local.Sandbox.Policies;

/// <summary>Decides whether a caller may do something: an explicit deny anywhere wins, then one allow is needed from each side that must give one.</summary>
/// <remarks>Source: IAM user guide, "Policy evaluation logic" within one account.</remarks>
/// <param name="action">Such as <c>s3:GetObject</c>.</param>
/// <param name="resource">The ARN of what it is done to, or <c>*</c>.</param>
/// <param name="keys">What conditions can ask about.</param>
sealed class PolicyEvaluation(string action, string resource, RequestKeys keys)
{
    /// <summary>Decides.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="accountId">The account of caller and resource.</param>
    /// <param name="identityPolicies">Policies of the caller: its own, attached ones, those of its groups.</param>
    /// <param name="boundaries">What the caller may do no more than, or null for no bounds.</param>
    /// <param name="sessionPolicies">What its session was limited to, or null for no limit.</param>
    /// <param name="resourcePolicy">The policy of the resource, or null.</param>
    public PolicyDecision Decide(Caller caller, string accountId, IReadOnlyList<PolicyDocument> identityPolicies, IReadOnlyList<PolicyDocument>? boundaries,
        IReadOnlyList<PolicyDocument>? sessionPolicies, PolicyDocument? resourcePolicy)
    {
        if (Find(identityPolicies, allows: false) is { } own) return PolicyDecision.Denied(own, "identity-based policy");
        if (Find(boundaries ?? [], allows: false) is { } bound) return PolicyDecision.Denied(bound, "permissions boundary");
        if (Find(sessionPolicies ?? [], allows: false) is { } session) return PolicyDecision.Denied(session, "session policy");
        if (FindFor(resourcePolicy, caller, accountId, allows: false) is { } denies) return PolicyDecision.Denied(denies.Statement, "resource-based policy");

        var allowedByResource = FindFor(resourcePolicy, caller, accountId, allows: true);
        if (allowedByResource is { Match: PrincipalMatch.Named } named) return PolicyDecision.Allowed(named.Statement);
        if (caller.Kind == CallerKind.Root) return PolicyDecision.Allowed(null);
        if (caller.Kind == CallerKind.Anonymous) return PolicyDecision.NotAllowed("resource-based policy");

        if (Find(identityPolicies, allows: true) is not { } allow) return PolicyDecision.NotAllowed("identity-based policy");
        if (boundaries is not null && Find(boundaries, allows: true) is null) return PolicyDecision.NotAllowed("permissions boundary");
        if (sessionPolicies is not null && Find(sessionPolicies, allows: true) is null) return PolicyDecision.NotAllowed("session policy");
        return PolicyDecision.Allowed(allow);
    }

    /// <summary>Decides by a role's trust policy alone: it must name the caller, or the caller's account and the caller's own policies agree.</summary>
    public PrincipalMatch DecideTrust(PolicyDocument trust, Func<PrincipalList, PrincipalMatch> match)
    {
        if (trust.Statements.Any(statement => !statement.Allows && Covers(statement) && MatchOf(statement) != PrincipalMatch.None)) return PrincipalMatch.None;
        return trust.Statements.Where(statement => statement.Allows && Covers(statement)).Select(MatchOf).DefaultIfEmpty(PrincipalMatch.None).Max();

        PrincipalMatch MatchOf(PolicyStatement statement) => statement.Principals is { } principals ? match(principals) : PrincipalMatch.None;
    }

    PolicyStatement? Find(IReadOnlyList<PolicyDocument> policies, bool allows)
        => policies.SelectMany(policy => policy.Statements).FirstOrDefault(statement => statement.Allows == allows && Covers(statement));

    (PolicyStatement Statement, PrincipalMatch Match)? FindFor(PolicyDocument? policy, Caller caller, string accountId, bool allows)
    {
        (PolicyStatement Statement, PrincipalMatch Match)? best = null;
        foreach (var statement in policy?.Statements ?? [])
        {
            if (statement.Allows != allows || !Covers(statement) || statement.Principals is not { } principals) continue;
            if (principals.Match(caller, accountId) is not PrincipalMatch.None and var match && match > (best?.Match ?? PrincipalMatch.None)) best = (statement, match);
        }
        return best;
    }

    bool Covers(PolicyStatement statement)
        => statement.Actions is { } actions && actions.Covers(action, ignoreCase: true, keys.Expand)
            && (statement.Resources is not { } resources || resources.Covers(resource, ignoreCase: false, keys.Expand))
            && statement.Conditions.All(condition => condition.IsFulfilled(keys));
}

/// <summary>Whether something is allowed, and what decided.</summary>
/// <param name="IsAllowed">The answer.</param>
/// <param name="IsExplicit">A statement denied it, rather than that none allowed it.</param>
/// <param name="Statement">The statement that decided, or null when none did.</param>
/// <param name="PolicyKind">The kind of policy that denied it or failed to allow it, in AWS's words.</param>
sealed record PolicyDecision(bool IsAllowed, bool IsExplicit, PolicyStatement? Statement, string PolicyKind)
{
    public static PolicyDecision Allowed(PolicyStatement? statement) => new(true, false, statement, "");
    public static PolicyDecision Denied(PolicyStatement statement, string kind) => new(false, true, statement, kind);
    public static PolicyDecision NotAllowed(string kind) => new(false, false, null, kind);
}

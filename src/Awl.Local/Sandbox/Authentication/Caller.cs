namespace Awl.Local.Sandbox.Authentication;

/// <summary>Who a request comes from.</summary>
/// <param name="Kind">What sort of identity it is.</param>
/// <param name="Arn">Its ARN, as <c>GetCallerIdentity</c> shows it.</param>
/// <param name="UserId">Its unique id, as <c>GetCallerIdentity</c> shows it.</param>
sealed record Caller(CallerKind Kind, string Arn, string UserId)
{
    public static readonly Caller Anonymous = new(CallerKind.Anonymous, "anonymous", "ANONYMOUS");

    /// <summary>The keys of the request, or null when it is not signed.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>The user or role whose policies count; null for the account's root.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the keys are temporary.</summary>
    public bool IsSession { get; init; }

    /// <summary>When a code of an MFA device was given for the session, or null.</summary>
    public DateTimeOffset? MfaTime { get; init; }

    /// <summary>Policies that the session was limited to when it was made; null for no limit.</summary>
    public IReadOnlyList<string>? SessionPolicies { get; init; }
}

/// <summary>Sorts of identities.</summary>
enum CallerKind
{
    Anonymous,
    Root,
    User,
    AssumedRole,
    FederatedUser,
}

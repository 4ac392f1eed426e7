namespace Awl.Client;

/// <summary>How much of a list is wanted.</summary>
public sealed record PageOptions
{
    /// <summary>The largest number of items in all, or null for every one.</summary>
    public long? MaxItems { get; init; }

    /// <summary>Items per request, or null to leave it to the service.</summary>
    public long? PageSize { get; init; }

    /// <summary>Where to go on: a <see cref="Paginator.ResumeToken"/> of an earlier call, AWS CLI's <c>NextToken</c>, or the service's own token.</summary>
    public string? StartingToken { get; init; }
}

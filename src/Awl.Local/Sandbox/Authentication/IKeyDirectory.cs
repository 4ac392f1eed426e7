namespace Awl.Local.Sandbox.Authentication;

/// <summary>All keys that the sandbox gave out.</summary>
interface IKeyDirectory
{
    /// <summary>The keys of that id, or null when there are none that are active.</summary>
    /// <param name="accessKeyId">The id.</param>
    /// <param name="sessionToken">The token of a session, without which its keys are worth nothing.</param>
    AccessKey? Find(string accessKeyId, string? sessionToken);
}

/// <summary>Keys and whose they are.</summary>
sealed record AccessKey(string Id, string Secret, Caller Owner)
{
    /// <summary>When they end; those of a user never.</summary>
    public DateTimeOffset Expiration { get; init; } = DateTimeOffset.MaxValue;
}

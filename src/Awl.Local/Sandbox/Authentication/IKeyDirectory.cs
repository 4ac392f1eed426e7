namespace Awl.Local.Sandbox.Authentication;

/// <summary>All keys that the sandbox gave out.</summary>
interface IKeyDirectory
{
    /// <summary>The keys of that id, or null when there are none that are active.</summary>
    /// <param name="accessKeyId">The id.</param>
    /// <param name="sessionToken">The token of a session, without which its keys are worth nothing.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="SandboxException">The session has ended.</exception>
    AccessKey? Find(string accessKeyId, string? sessionToken, DateTimeOffset now);
}

/// <summary>Keys and whose they are.</summary>
sealed record AccessKey(string Id, string Secret, Caller Owner);

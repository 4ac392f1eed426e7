using Awl.Local.Sandbox.Policies;

namespace Awl.Local.Sandbox;

/// <summary>A service that the sandbox has.</summary>
interface ISandboxService
{
    /// <summary>Its name in the models and in signatures.</summary>
    string Name { get; }

    /// <summary>Whether the sandbox has an operation of it.</summary>
    bool Knows(string operation);

    /// <summary>What a caller must be allowed to do; none when anybody may call.</summary>
    IEnumerable<Permission> PermissionsFor(OperationCall call);

    /// <summary>Adds the service's own keys to what conditions can ask about.</summary>
    void AddKeys(OperationCall call, RequestKeys keys);

    /// <summary>The policy of the resource that a permission is about, or null.</summary>
    string? FindResourcePolicy(OperationCall call, Permission permission);

    /// <summary>Does what is called. The caller is known, and allowed to.</summary>
    /// <exception cref="SandboxException">It cannot be done.</exception>
    Task<OperationReply> InvokeAsync(OperationCall call, CancellationToken cancellationToken);
}

/// <summary>Something that a caller must be allowed to do.</summary>
/// <param name="Action">Such as <c>s3:GetObject</c>.</param>
/// <param name="Resource">The ARN of what it is done to, or <c>*</c>.</param>
readonly record struct Permission(string Action, string Resource);

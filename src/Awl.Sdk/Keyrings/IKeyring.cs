namespace Awl.Keyrings;

/// <summary>A place of the operating system that keeps secrets for the user.</summary>
public interface IKeyring
{
    /// <summary>What the system calls it, for messages.</summary>
    string Name { get; }

    /// <summary>The secret under a name, or null where there is none. The system may ask the user to unlock the place.</summary>
    /// <exception cref="KeyringException">The place cannot be reached, or stays locked.</exception>
    string? Find(string item);

    /// <summary>Keeps a secret under a name, in the place of the one that was there.</summary>
    /// <exception cref="KeyringException">The place cannot be reached, stays locked or refuses.</exception>
    void Set(string item, string secret);

    /// <summary>Removes a secret; none is fine.</summary>
    /// <exception cref="KeyringException">The place cannot be reached, stays locked or refuses.</exception>
    void Delete(string item);
}

/// <summary>The operating system's place for secrets cannot be used.</summary>
public sealed class KeyringException(string message, Exception? inner = null) : AwlException(message, inner);

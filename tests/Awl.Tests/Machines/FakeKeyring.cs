using Awl.Keyrings;

namespace Awl.Tests.Machines;

/// <summary>A keyring in memory.</summary>
sealed class FakeKeyring : IKeyring
{
    public Dictionary<string, string> Items { get; } = [];

    /// <summary>What every call fails with, or null.</summary>
    public string? Failure { get; set; }

    /// <summary>Whether it keeps something else than it is given.</summary>
    public bool Garbles { get; init; }

    public string Name => "test keyring";

    public string? Find(string item) => Reached.GetValueOrDefault(item);

    public void Set(string item, string secret) => Reached[item] = Garbles ? secret + "?" : secret;

    public void Delete(string item) => Reached.Remove(item);

    Dictionary<string, string> Reached => Failure is null ? Items : throw new KeyringException(Failure);
}

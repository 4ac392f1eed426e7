namespace Awl.Config;

/// <summary>A profile as both files have it. For a key in both, the credentials file counts.</summary>
/// <remarks>Source: botocore session.py, full_config: keys are merged, a table as a whole.</remarks>
public sealed class Profile
{
    internal Profile(string name, ConfigSection? config, ConfigSection? credentials) => (Name, Config, Credentials) = (name, config, credentials);

    /// <summary>The profile's name.</summary>
    public string Name { get; }

    /// <summary>Its section in the config file, or null.</summary>
    public ConfigSection? Config { get; }

    /// <summary>Its section in the credentials file, or null.</summary>
    public ConfigSection? Credentials { get; }

    /// <summary>The value of a key, or null where neither file has it.</summary>
    public string? Find(string key) => SectionOf(key)?.Find(key);

    /// <summary>The value of a key in a table such as <c>s3</c>, or null.</summary>
    public string? Find(string table, string key) => SectionOf(table)?.Find(table, key);

    /// <summary>The section that a key of the profile comes from, or null where neither file has it.</summary>
    public ConfigSection? SectionOf(string key)
        => Credentials is { } credentials && credentials.Has(key) ? credentials : Config is { } config && config.Has(key) ? config : null;
}

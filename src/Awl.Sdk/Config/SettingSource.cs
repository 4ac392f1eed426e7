namespace Awl.Config;

/// <summary>The places a setting can come from, weakest first.</summary>
public enum SettingOrigin
{
    /// <summary>Set nowhere: the built-in default, if there is one.</summary>
    Default,

    /// <summary>The profile, in either file.</summary>
    Profile,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>An option of the command line, or of the library's caller.</summary>
    Option,
}

/// <summary>Where a setting came from.</summary>
/// <param name="Origin">The kind of place.</param>
/// <param name="Name">The option, the variable or the key (<c>s3.addressing_style</c> in a table); null for a default.</param>
/// <param name="Section">The section of the file that the key stands in.</param>
public readonly record struct SettingSource(SettingOrigin Origin, string? Name = null, ConfigSection? Section = null)
{
    /// <summary>The line of the key, or of the table that it stands in, counted from 1; null outside files.</summary>
    public int? Line => Section?.LineOf(Name!.Split('.')[0]);

    /// <summary>The place in words: <c>--region</c>, <c>AWS_REGION</c>, <c>region in [profile a] of /home/me/.aws/config</c>.</summary>
    public override string ToString() => Section is { } section ? $"{Name} in [{section.Header}] of {section.Path}" : Name ?? "default";
}

/// <summary>A setting as text and where it came from. The value is null where nothing sets it.</summary>
public readonly record struct Setting(string? Value, SettingSource Source);

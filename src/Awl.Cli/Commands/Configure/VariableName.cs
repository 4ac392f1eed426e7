using Awl.Config;

namespace Awl.Cli.Commands.Configure;

/// <summary>What the name of a setting on the line means: <c>region</c>, <c>s3.addressing_style</c>, <c>profile.NAME.region</c>.</summary>
/// <param name="Profile">The profile, or null for the selected one.</param>
/// <param name="Key">The key in the section.</param>
/// <param name="Nested">The key in the table that <paramref name="Key"/> then names, or null.</param>
/// <remarks>Source: aws-cli v2, customizations/configure/set.py.</remarks>
readonly record struct VariableName(string? Profile, string Key, string? Nested)
{
    /// <summary>The section of <c>plugins.NAME</c>, which is no profile.</summary>
    public const string Plugins = "plugins";

    /// <exception cref="UsageException">It names a profile and no key, or goes deeper than files do.</exception>
    public static VariableName Parse(string text)
    {
        var parts = text.Split('.');
        return parts[0] switch
        {
            "default" when parts.Length > 1 => Of("default", parts.AsSpan(1), text),
            "profile" when parts.Length > 1 => Of(parts[1], parts.AsSpan(2), text),
            _ => Of(null, parts, text),
        };
    }

    /// <summary>The same without profiles, for sections that are named by option.</summary>
    public static VariableName ParseInSection(string text) => Of(null, text.Split('.'), text);

    /// <remarks>Deviates from AWS CLI, which takes a third part away and writes the value to the second.</remarks>
    static VariableName Of(string? profile, ReadOnlySpan<string> parts, string text) => parts switch
    {
        [var key] => new(profile, key, null),
        [var table, var key] => new(profile, table, key),
        [] => throw new UsageException($"The name '{text}' has a profile in it and no key: write {text}.KEY."),
        _ => throw new UsageException("Found more than two parts in the property to set. Deep nesting of properties is not supported."),
    };
}

using Awl.Cli.CommandLine;
using Awl.Config;
using Awl.Model;
using Awl.Models;

namespace Awl.Cli.Errors;

/// <summary>What the user may have meant where a name was wrong that no parser knows: a profile, a region, a word of an enumeration.</summary>
/// <remarks>AWS CLI suggests none of these. Words of an enumeration are not refused here, as the service may know more than the model; it did refuse.</remarks>
static class Suggestions
{
    /// <param name="exception">What went wrong.</param>
    /// <param name="settings">The settings of the run.</param>
    /// <param name="options">The command's options, where the line could be read.</param>
    public static IReadOnlyList<string> For(Exception exception, Settings settings, ParsedOptions? options) => exception switch
    {
        ConfigurationException { Fault: ConfigurationFault.ProfileNotFound } => CloseMatches.Of(settings.ProfileName, settings.Files.ProfileNames),
        TransportException => Regions(settings.Region),
        ServiceException => Words(options),
        _ => [],
    };

    static IReadOnlyList<string> Regions(string? region)
    {
        if (region is null) return [];
        var regions = ModelPack.Open().RegionNames;
        return regions.Contains(region) ? [] : CloseMatches.Of(region, regions);
    }

    static List<string> Words(ParsedOptions? options)
    {
        var found = new List<string>();
        foreach (var entry in options?.Entries ?? [])
        {
            if (entry.Option.Member is not { } member) continue;
            var shape = member.Shape.Kind == ShapeKind.List ? member.Shape.Element.Shape : member.Shape;
            if (shape.EnumValues is not { Length: > 0 } words) continue;
            foreach (var value in entry.Values) found.AddRange(Like(value, words).Select(word => $"{entry.Option.Spelling} {word}"));
        }
        return found;
    }

    static IReadOnlyList<string> Like(string value, string[] words)
    {
        if (words.Contains(value)) return [];
        foreach (var word in words)
        {
            if (word.Equals(value, StringComparison.OrdinalIgnoreCase)) return [word];
        }
        return CloseMatches.Of(value, words);
    }
}

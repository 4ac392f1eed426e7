using System.IO.Enumeration;
using Awl.Cli.CommandLine;
using Awl.Cli.Commands;
using Awl.Model;

namespace Awl.Cli.SideBySide;

/// <summary>The places that <c>--regions</c> and <c>--profiles</c> name, in the order of the line; of both, all regions of the first profile come first.</summary>
static class Targets
{
    const string All = "all";

    /// <summary>Whether the line asks for several.</summary>
    public static bool AreWanted(ParsedOptions options) => Has(options, OurOptions.Regions) || Has(options, OurOptions.Profiles);

    /// <exception cref="UsageException">A pattern fits nothing.</exception>
    public static List<Target> Of(CommandContext context, Service service)
    {
        var targets = new List<Target>();
        if (!Has(context.Options, OurOptions.Profiles)) AddRegions(targets, context, null, context.Session, service);
        else
        {
            foreach (var profile in Profiles(context))
                AddRegions(targets, context, profile, context.Session.WithSettings(context.Globals.ToSettings() with { Profile = profile }), service);
        }
        return targets.Count > 0 ? targets : throw new UsageException("--regions and --profiles take at least one name.");
    }

    static void AddRegions(List<Target> targets, CommandContext context, string? profile, Session session, Service service)
    {
        if (!Has(context.Options, OurOptions.Regions))
        {
            targets.Add(new(profile, null, () => session));
            return;
        }
        try
        {
            var regions = Regions(context.Options, session, service);
            // Getting credentials may need a region too: that of the profile, or else the first.
            var caller = session.Settings.Region is null && regions.Count > 0 ? session.WithSettings(session.Settings.Options with { Region = regions[0] }) : session;
            foreach (var region in regions) targets.Add(new(profile, region, () => caller.WithRegion(region)));
        }
        catch (ConfigurationException e) { targets.Add(new(profile, null, () => throw e)); }   // one profile is no reason to leave out the others
    }

    static List<string> Profiles(CommandContext context)
    {
        var chosen = new List<string>();
        foreach (var word in Words(context.Options, OurOptions.Profiles)) Add(chosen, word, IsPattern(word) ? context.Settings.Files.ProfileNames : null, "profile");
        return chosen;
    }

    static List<string> Regions(ParsedOptions options, Session session, Service service)
    {
        var chosen = new List<string>();
        foreach (var word in Words(options, OurOptions.Regions))
        {
            var known = word == All || IsPattern(word) ? session.RegionsOf(service) : null;
            if (known is { Count: 0 }) throw new UsageException($"{service.CommandName} has one endpoint for all regions: leave --regions out.");
            Add(chosen, word == All ? "*" : word, known, "region");
        }
        return chosen;
    }

    /// <summary>Adds a word as it is, or the names that it fits; each once.</summary>
    static void Add(List<string> chosen, string word, IReadOnlyList<string>? names, string kind)
    {
        var found = false;
        foreach (var name in names ?? [word])
        {
            if (names is not null && !FileSystemName.MatchesSimpleExpression(word, name, ignoreCase: false)) continue;
            found = true;
            if (!chosen.Contains(name)) chosen.Add(name);
        }
        if (!found) throw new UsageException($"No {kind} fits '{word}'.");
    }

    static IEnumerable<string> Words(ParsedOptions options, string name)
    {
        foreach (var value in options.Values(name))
        {
            foreach (var word in value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) yield return word;
        }
    }

    static bool IsPattern(string word) => word.AsSpan().ContainsAny('*', '?');

    /// <summary>Whether the option is ours: some operations have one of that name.</summary>
    static bool Has(ParsedOptions options, string name) => options.Find(name) is { Option.IsOurs: true };
}

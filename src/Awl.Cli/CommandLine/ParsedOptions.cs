namespace Awl.Cli.CommandLine;

/// <summary>The options of a line by destination, as text.</summary>
sealed class ParsedOptions
{
    readonly List<Entry> _entries = [];

    /// <summary>Options in the order in which each was first given.</summary>
    public IReadOnlyList<Entry> Entries => _entries;

    public bool Has(string destination) => Find(destination) is not null;

    /// <summary>The option that was given for a destination, or null.</summary>
    public Entry? Find(string destination)
    {
        foreach (var entry in _entries)
        {
            if (entry.Option.Destination == destination) return entry;
        }
        return null;
    }

    /// <summary>The first word of an option; null when it was not given or takes none.</summary>
    public string? Value(string destination) => Find(destination) is { Values: [var value, ..] } ? value : null;

    /// <summary>All words of an option; empty when it was not given.</summary>
    public IReadOnlyList<string> Values(string destination) => Find(destination)?.Values ?? [];

    /// <summary>Whether a flag was given, and its last form said yes.</summary>
    public bool IsOn(string destination) => Flag(destination) ?? false;

    /// <summary>What a flag said; null when it was not given.</summary>
    public bool? Flag(string destination) => Find(destination)?.Option.FlagValue;

    /// <summary>Keeps an option: in the place of an earlier one for the same destination, or after its words where it accumulates.</summary>
    public void Set(OptionSpec option, string[] values)
    {
        for (var i = 0; i < _entries.Count; i++)
        {
            if (_entries[i].Option.Destination != option.Destination) continue;
            _entries[i] = new(option, option.Accumulates ? [.. _entries[i].Values, .. values] : values);
            return;
        }
        _entries.Add(new(option, values));
    }

    /// <summary>An option and its words.</summary>
    public sealed record Entry(OptionSpec Option, IReadOnlyList<string> Values);
}

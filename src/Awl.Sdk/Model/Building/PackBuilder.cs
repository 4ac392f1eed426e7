using System.Text.Json;
using Awl.Model.EndpointRules;
using static Awl.Model.PackLayout;

namespace Awl.Model.Building;

/// <summary>Makes a pack of models: add the services, then build. The same models give the same bytes.</summary>
sealed class PackBuilder
{
    readonly StringTable _strings = new();
    readonly RuleGraphBuilder _rules = new();
    readonly List<ServiceDraft> _services = [];

    /// <summary>Adds a service from its JSON files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="regions">The regions that it is in (<see cref="Trait.Regions"/>), or null where that is not known.</param>
    /// <exception cref="InvalidDataException">The model says something that Awl does not know, or contradicts itself.</exception>
    public void Add(ModelFiles files, int[]? regions = null)
    {
        try
        {
            int? rules = files.EndpointRuleSet is { } ruleSet ? _rules.Add(ruleSet) : null;
            _services.Add(new ServiceReader(_strings, files.ToSource(rules) with { Regions = regions }).Read());
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"The model of {files.Service} is not one that Awl can read: {e.Message}", e);
        }
    }

    /// <summary>Sets the partitions (<c>partitions.json</c>) that endpoint rules ask for.</summary>
    public void SetPartitions(JsonElement partitions) => _rules.SetPartitions(partitions);

    /// <summary>The bytes of the pack.</summary>
    public byte[] Build()
    {
        _services.Sort((a, b) => string.CompareOrdinal(a.SortKey, b.SortKey));

        var sections = new byte[SectionCount][];
        WriteStrings(sections);
        WriteRows(sections);
        sections[(int)Section.EndpointRules] = _rules.Build();
        return Concatenate(sections);
    }

    void WriteStrings(byte[][] sections)
    {
        var (strings, compoundNames, words) = (new ByteWriter(), new ByteWriter(), new ByteWriter());
        _strings.Write(strings, compoundNames, words);
        sections[(int)Section.Strings] = strings.ToArray();
        sections[(int)Section.CompoundNames] = compoundNames.ToArray();
        sections[(int)Section.Words] = words.ToArray();
    }

    void WriteRows(byte[][] sections)
    {
        var (services, rows) = (new ByteWriter(), new RowWriter(_strings));
        foreach (var service in _services) rows.Write(service, services);

        sections[(int)Section.Services] = services.ToArray();
        sections[(int)Section.Operations] = rows.Operations.ToArray();
        sections[(int)Section.Shapes] = rows.Shapes.ToArray();
        sections[(int)Section.Members] = rows.Members.ToArray();
        sections[(int)Section.Traits] = rows.Traits.ToArray();
    }

    static byte[] Concatenate(byte[][] sections)
    {
        var pack = new ByteWriter();
        pack.Bytes(Magic);
        var place = HeaderSize;
        foreach (var section in sections)
        {
            pack.Int32(place);
            pack.Int32(section.Length);
            place += section.Length;
        }
        foreach (var section in sections) pack.Bytes(section);
        return pack.ToArray();
    }
}

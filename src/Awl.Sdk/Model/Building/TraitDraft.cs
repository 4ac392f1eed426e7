namespace Awl.Model.Building;

/// <summary>The traits of one thing while its model is added: strings as ids of the <see cref="StringTable"/>.</summary>
sealed class TraitDraft(StringTable strings)
{
    readonly List<(Trait Trait, bool AreTexts, int[] Values)> _traits = [];

    public bool IsEmpty => _traits.Count == 0;

    public void Flag(Trait trait) => _traits.Add((trait, false, []));

    public void Text(Trait trait, string? text)
    {
        if (text is not null) Texts(trait, [text]);
    }

    public void Texts(Trait trait, IEnumerable<string> texts) => _traits.Add((trait, true, [.. texts.Select(strings.Add)]));

    public void Number(Trait trait, int? number)
    {
        if (number is { } value) Numbers(trait, [value]);
    }

    public void Numbers(Trait trait, IEnumerable<int> numbers) => _traits.Add((trait, false, [.. numbers]));

    /// <summary>The list as it stands in the pack, once the strings have their places.</summary>
    public byte[] Encode()
    {
        var bytes = new ByteWriter();
        bytes.UInt8(_traits.Count);
        foreach (var (trait, areTexts, values) in _traits)
        {
            bytes.UInt8((byte)trait);
            bytes.Varint(values.Length);
            foreach (var value in values) bytes.UInt24(areTexts ? strings.Reference(value) : value);
        }
        return bytes.ToArray();
    }
}

/// <summary>Writes trait lists, each distinct one once.</summary>
sealed class TraitTable
{
    readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    readonly ByteWriter _bytes = new();

    public TraitTable() => _bytes.UInt8(0);

    /// <summary>Where the list lies; 0 for none.</summary>
    public int Add(TraitDraft traits)
    {
        if (traits.IsEmpty) return 0;

        var encoded = traits.Encode();
        var key = Convert.ToBase64String(encoded);
        if (_places.TryGetValue(key, out var place)) return place;

        place = _bytes.Length;
        _places.Add(key, place);
        _bytes.Bytes(encoded);
        return place;
    }

    public byte[] ToArray() => _bytes.ToArray();
}

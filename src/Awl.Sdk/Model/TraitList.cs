using System.Text;
using static Awl.Model.PackLayout;

namespace Awl.Model;

/// <summary>The traits of a service, operation, shape or member, viewed in place.</summary>
readonly struct TraitList(Pack pack, int reference)
{
    public bool Has(Trait trait) => Find(trait, out _, out _);

    /// <summary>The first string of the trait, or null.</summary>
    public string? Text(Trait trait) => Find(trait, out var values, out _) ? pack.Text(ReadUInt24(values)) : null;

    /// <summary>The first string of the trait as UTF-8; empty without the trait.</summary>
    public ReadOnlySpan<byte> Utf8(Trait trait) => Find(trait, out var values, out _) ? pack.Utf8(ReadUInt24(values)) : default;

    /// <summary>The first number of the trait, or null.</summary>
    public int? Number(Trait trait) => Find(trait, out var values, out _) ? ReadUInt24(values) : null;

    /// <summary>All values of the trait; none without it.</summary>
    public TraitValues Values(Trait trait) => Find(trait, out var values, out var count) ? new(pack, values[..(3 * count)]) : default;

    bool Find(Trait trait, out ReadOnlySpan<byte> values, out int count)
    {
        values = default;
        count = 0;
        if (reference == 0) return false;

        var bytes = pack.In(Section.Traits)[reference..];
        int remaining = bytes[0];
        bytes = bytes[1..];
        for (; remaining > 0; remaining--)
        {
            var found = bytes[0] == (byte)trait;
            bytes = bytes[1..];
            count = ReadVarint(ref bytes);
            if (found) { values = bytes; return true; }
            bytes = bytes[(3 * count)..];
        }
        return false;
    }
}

/// <summary>The values of one trait.</summary>
readonly ref struct TraitValues(Pack pack, ReadOnlySpan<byte> values)
{
    readonly ReadOnlySpan<byte> _values = values;

    public int Count => _values.Length / 3;

    public int Number(int index) => ReadUInt24(_values[(3 * index)..]);

    public ReadOnlySpan<byte> Utf8(int index) => pack.Utf8(Number(index));

    public string Text(int index) => Encoding.UTF8.GetString(Utf8(index));

    public string[] ToTexts()
    {
        var texts = new string[Count];
        for (var i = 0; i < texts.Length; i++) texts[i] = Text(i);
        return texts;
    }
}

using System.Text;

namespace Awl.Model.Building;

/// <summary>Collects the strings of a pack, each once. They have ids while models are added, and places once the table is laid out.</summary>
/// <remarks>
/// Names of shapes, which are long, many and seldom read, become <see cref="PackLayout.Section.CompoundNames"/> where no other string
/// equals them: sequences of words.
/// </remarks>
sealed class StringTable
{
    readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    readonly List<string> _strings = [];
    readonly List<bool> _plain = [];
    int[] _references = [];

    /// <summary>The id of a string that must be readable in place.</summary>
    public int Add(string text)
    {
        var id = IdOf(text);
        _plain[id] = true;
        return id;
    }

    /// <summary>The id of a name that may be made of words.</summary>
    public int AddName(string text) => IdOf(text);

    /// <summary>Where the string with that id lies, after <see cref="Write"/>.</summary>
    public int Reference(int id) => _references[id];

    /// <summary>Writes the sections Strings, CompoundNames and Words, and fixes the place of each string.</summary>
    public void Write(ByteWriter strings, ByteWriter compoundNames, ByteWriter words)
    {
        _references = new int[_strings.Count];
        strings.UInt8(0);
        compoundNames.UInt8(0);

        for (var id = 0; id < _strings.Count; id++)
        {
            if (_plain[id]) _references[id] = WriteText(strings, _strings[id]);
        }

        var numbers = WriteWords(strings, words);
        for (var id = 0; id < _strings.Count; id++)
        {
            if (!_plain[id]) _references[id] = PackLayout.CompoundBit | WriteCompound(compoundNames, _strings[id], numbers);
        }
    }

    int IdOf(string text)
    {
        if (_ids.TryGetValue(text, out var id)) return id;
        id = _strings.Count;
        _ids.Add(text, id);
        _strings.Add(text);
        _plain.Add(false);
        return id;
    }

    /// <summary>Writes the words of the compound names, the most frequent first, so that the numbers of most fit one byte.</summary>
    Dictionary<string, int> WriteWords(ByteWriter strings, ByteWriter words)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var id = 0; id < _strings.Count; id++)
        {
            if (_plain[id]) continue;
            foreach (var word in WordsOf(_strings[id])) counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (word, _) in counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal))
        {
            numbers.Add(word, numbers.Count);
            words.UInt24(_ids.TryGetValue(word, out var id) && _plain[id] ? _references[id] : WriteText(strings, word));
        }
        return numbers;
    }

    static int WriteText(ByteWriter strings, string text)
    {
        var place = strings.Length;
        var utf8 = Encoding.UTF8.GetBytes(text);
        strings.Varint(utf8.Length);
        strings.Bytes(utf8);
        return place;
    }

    static int WriteCompound(ByteWriter compoundNames, string name, Dictionary<string, int> numbers)
    {
        var place = compoundNames.Length;
        var words = WordsOf(name).ToList();
        compoundNames.UInt8(checked((byte)words.Count));
        foreach (var word in words) compoundNames.Varint(numbers[word]);
        return place;
    }

    /// <summary>Cuts before each capital that follows something else or starts a word: <c>DBInstanceList</c> is DB, Instance, List.</summary>
    static IEnumerable<string> WordsOf(string name)
    {
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            if (i < name.Length && !StartsWord(name, i)) continue;
            yield return name[start..i];
            start = i;
        }
    }

    static bool StartsWord(string name, int i)
        => char.IsAsciiLetterUpper(name[i])
            && (!char.IsAsciiLetterUpper(name[i - 1]) || (i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1])));
}

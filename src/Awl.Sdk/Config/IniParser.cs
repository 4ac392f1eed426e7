using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Awl.Config;

/// <summary>Reads a configuration file once, line by line, into an <see cref="IniFile"/>.</summary>
/// <remarks>
/// Source: Python's configparser.py, RawConfigParser._read, with its defaults: strict, <c>=</c> and <c>:</c>, comments on lines of their own,
/// blank lines kept inside values. A byte order mark is skipped, where Python fails: Windows's editors write it.
/// </remarks>
/// <param name="path">The file's name, for messages.</param>
/// <param name="bytes">Its content.</param>
/// <param name="isLenient">Passes over what is not well formed, as an editor must that shall mend it.</param>
ref struct IniParser(string path, byte[] bytes, bool isLenient = false)
{
    readonly List<IniSection> _sections = [];
    readonly List<IniEntry> _entries = [];
    readonly List<int> _nameHashes = [];
    int _indent;
    bool _inEntry;

    public IniFile Parse()
    {
        if (!Utf8.IsValid(bytes)) throw Broken(LineOfFirstBadByte(), "it is not UTF-8 text");

        var lines = new IniLines(bytes, bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0);
        while (lines.MoveNext()) ReadLine(lines);
        CloseSection(bytes.Length);
        return new(path, bytes, [.. _sections], [.. _entries]);
    }

    void ReadLine(in IniLines line)
    {
        var blanks = IniText.LeadingBlanks(line.Current);
        var text = IniText.TrimEnd(line.Current[blanks..]);
        if (text.IsEmpty || IniText.IsComment(text)) return;

        if (_inEntry && blanks > _indent)
        {
            Continue(line, text);
            return;
        }

        _indent = blanks;
        var textStart = line.Start + blanks;
        if (text[0] == '[' && text.LastIndexOf((byte)']') is > 1 and var close) OpenSection(line, (textStart + 1)..(textStart + close));
        else AddEntry(line, textStart, text);
    }

    readonly void Continue(in IniLines line, ReadOnlySpan<byte> text)
    {
        var entry = _entries[^1];
        if (entry.Value.Start.Value == entry.Value.End.Value && !text.Contains((byte)'='))
        {
            Refuse(line.Number, "a line below a key without a value must read 'name = value'");
        }
        _entries[^1] = entry with { End = line.End, IsContinued = true };
    }

    void OpenSection(in IniLines line, Range name)
    {
        CloseSection(line.Start);
        RefuseSecondSection(line, name);
        _sections.Add(new(line.Start, name, line.Number, _entries.Count));
        _inEntry = false;
    }

    readonly void CloseSection(int end)
    {
        if (_sections.Count > 0) _sections[^1] = _sections[^1] with { EndEntry = _entries.Count, End = end };
    }

    void AddEntry(in IniLines line, int start, ReadOnlySpan<byte> text)
    {
        var delimiter = text.IndexOfAny((byte)'=', (byte)':');
        if (delimiter <= 0 || _sections.Count == 0)
        {
            Refuse(line.Number, Misplaced(text, delimiter));
            _inEntry = false;
            return;
        }

        var key = IniText.TrimEnd(text[..delimiter]);
        RefuseSecondKey(line, key);
        var valueStart = delimiter + 1 + IniText.LeadingBlanks(text[(delimiter + 1)..]);
        _entries.Add(new(line.Start, start..(start + key.Length), (start + valueStart)..(start + text.Length), line.Number) { End = line.End });
        _inEntry = true;
    }

    readonly string Misplaced(ReadOnlySpan<byte> text, int delimiter)
        => delimiter < 0 && text[0] == '[' ? "the section's name must end with ']'"
            : _sections.Count == 0 ? "there must be a [section] before the first key"
            : delimiter < 0 ? "a line must read 'name = value'"
            : "there is no key before the '='";

    readonly void RefuseSecondSection(in IniLines line, Range name)
    {
        var nameBytes = bytes.AsSpan(name);
        var hash = new HashCode();
        hash.AddBytes(nameBytes);
        var first = CollectionsMarshal.AsSpan(_nameHashes).IndexOf(hash.ToHashCode());
        _nameHashes.Add(hash.ToHashCode());

        // Python lets DEFAULT come again.
        if (first < 0 || !nameBytes.SequenceEqual(bytes.AsSpan(_sections[first].Name)) || nameBytes.SequenceEqual("DEFAULT"u8)) return;
        Refuse(line.Number, $"the section [{Encoding.UTF8.GetString(nameBytes)}] stands already on line {_sections[first].Line}");
    }

    readonly void RefuseSecondKey(in IniLines line, ReadOnlySpan<byte> key)
    {
        for (var i = _sections[^1].FirstEntry; i < _entries.Count; i++)
        {
            if (!IniText.KeysEqual(bytes.AsSpan(_entries[i].Key), key)) continue;
            Refuse(line.Number, $"{KeyInWords(key)} stands already on line {_entries[i].Line} of the same section");
        }
    }

    /// <summary>The key by name, unless it may be a secret that was pasted in the wrong place.</summary>
    static string KeyInWords(ReadOnlySpan<byte> key)
        => key.ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789_-."u8) ? "the key" : $"the key {Encoding.UTF8.GetString(key)}";

    readonly int LineOfFirstBadByte()
    {
        var lines = new IniLines(bytes);
        while (lines.MoveNext() && Utf8.IsValid(lines.Current)) { }
        return lines.Number;
    }

    readonly void Refuse(int line, string what)
    {
        if (!isLenient) throw Broken(line, what);
    }

    readonly ConfigurationException Broken(int line, string what)
        => new(ConfigurationFault.Unreadable, $"Unable to parse config file: {path}, line {line}: {what}.");
}

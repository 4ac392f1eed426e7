using System.Text;

namespace Awl.Config;

/// <summary>A configuration file as an index into its bytes: where each section, key and value stands. Text is made only for what is asked.</summary>
/// <remarks>
/// Sections and keys keep the order of the file. Keys compare without case, section names and nested keys with it.
/// Source: Python's RawConfigParser with botocore configloader.py, raw_config_parse and _parse_nested.
/// </remarks>
sealed class IniFile(string path, byte[] bytes, IniSection[] sections, IniEntry[] entries)
{
    /// <summary>The section whose keys every other section inherits. An accident of Python's INI library that people's files rely on.</summary>
    const string Inherited = "DEFAULT";

    readonly bool _inherits = Array.Exists(sections, section => bytes.AsSpan(section.Name).SequenceEqual("DEFAULT"u8));

    public string Path { get; } = path;

    public ReadOnlySpan<byte> Bytes => bytes;
    public ReadOnlySpan<IniSection> Sections => sections;
    public ReadOnlySpan<IniEntry> Entries => entries;

    /// <exception cref="ConfigurationException">The file is not well formed; the message names file and line.</exception>
    public static IniFile Parse(string path, byte[] bytes) => new IniParser(path, bytes).Parse();

    /// <summary>As <see cref="Parse"/>, passing over what is not well formed, as an editor must that shall mend it.</summary>
    /// <exception cref="ConfigurationException">The file is not UTF-8 text.</exception>
    public static IniFile ParseLeniently(string path, byte[] bytes) => new IniParser(path, bytes, isLenient: true).Parse();

    public string SectionName(int section) => Text(sections[section].Name);

    /// <summary>Whether the section holds keys for all the others, and is none itself.</summary>
    public bool IsInherited(int section) => _inherits && bytes.AsSpan(sections[section].Name).SequenceEqual("DEFAULT"u8);

    /// <summary>The index of the section of exactly that name, or -1.</summary>
    public int IndexOfSection(string name)
    {
        if (name == Inherited) return -1;
        for (var i = 0; i < sections.Length; i++)
        {
            if (Equal(bytes.AsSpan(sections[i].Name), name)) return i;
        }
        return -1;
    }

    /// <summary>The index of the entry that the key has in the section, its own or an inherited one, or -1.</summary>
    public int IndexOfEntry(int section, string key)
    {
        var own = IndexOfOwnEntry(section, key);
        return own < 0 && _inherits ? IndexOfInheritedEntry(key) : own;
    }

    /// <summary>The keys of the section in lower case, its own and then the inherited ones.</summary>
    public List<string> Keys(int section)
    {
        var keys = new List<string>();
        AddKeys(section, keys);
        for (var i = 0; _inherits && i < sections.Length; i++)
        {
            if (IsInherited(i)) AddKeys(i, keys);
        }
        return keys;
    }

    public string Key(int entry) => Text(entries[entry].Key).ToLowerInvariant();

    /// <summary>The value as text: continuation lines trimmed and joined with line feeds, comment lines between them left out.</summary>
    public string Value(int entry)
    {
        if (!entries[entry].IsContinued) return Text(entries[entry].Value);

        var text = new StringBuilder(Text(entries[entry].Value));
        foreach (var line in Continuation(entry)) text.Append('\n').Append(Encoding.UTF8.GetString(line));
        return text.ToString();
    }

    /// <summary>The value of a key in the table that the entry is, or null. The last one counts.</summary>
    public string? FindNested(int entry, string key)
    {
        string? found = null;
        foreach (var line in Continuation(entry))
        {
            if (SplitNested(line, out var name, out var value) && Equal(name, key)) found = Encoding.UTF8.GetString(value);
        }
        return found;
    }

    /// <summary>The keys of the table that the entry is.</summary>
    public List<string> NestedKeys(int entry)
    {
        var keys = new List<string>();
        foreach (var line in Continuation(entry))
        {
            if (!SplitNested(line, out var name, out _)) continue;
            var key = Encoding.UTF8.GetString(name);
            if (!keys.Contains(key)) keys.Add(key);
        }
        return keys;
    }

    /// <summary>The lines that follow the first one of a value, trimmed, comments left out.</summary>
    public IniContinuation Continuation(int entry) => new(bytes, entries[entry].Value.End.Value, entries[entry].End);

    static bool SplitNested(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var equals = line.IndexOf((byte)'=');
        name = equals < 0 ? default : IniText.Trim(line[..equals]);
        value = equals < 0 ? default : IniText.Trim(line[(equals + 1)..]);
        return equals >= 0;
    }

    void AddKeys(int section, List<string> keys)
    {
        for (var i = sections[section].FirstEntry; i < sections[section].EndEntry; i++)
        {
            if (Key(i) is var key && !keys.Contains(key)) keys.Add(key);
        }
    }

    int IndexOfInheritedEntry(string key)
    {
        for (var i = sections.Length - 1; i >= 0; i--)
        {
            if (IsInherited(i) && IndexOfOwnEntry(i, key) is >= 0 and var found) return found;
        }
        return -1;
    }

    /// <summary>The index of the first entry that the key has in the section itself, or -1.</summary>
    public int IndexOfOwnEntry(int section, string key)
    {
        for (var i = sections[section].FirstEntry; i < sections[section].EndEntry; i++)
        {
            if (IniText.KeysEqual(bytes.AsSpan(entries[i].Key), key)) return i;
        }
        return -1;
    }

    static bool Equal(ReadOnlySpan<byte> utf8, string text)
        => Ascii.IsValid(utf8) ? Ascii.Equals(utf8, text) : Encoding.UTF8.GetString(utf8) == text;

    string Text(Range range) => Encoding.UTF8.GetString(bytes.AsSpan(range));
}

/// <summary>A section: <c>[name]</c> and the entries below it.</summary>
/// <param name="Start">The first byte of the header's line.</param>
/// <param name="Name">What stands between the brackets, untrimmed.</param>
/// <param name="Line">The header's line, counted from 1.</param>
/// <param name="FirstEntry">Its first row among the entries.</param>
readonly record struct IniSection(int Start, Range Name, int Line, int FirstEntry)
{
    /// <summary>The row after its last entry.</summary>
    public int EndEntry { get; init; }

    /// <summary>The first byte of the next section's header line, or the end of the file.</summary>
    public int End { get; init; }
}

/// <summary>A key and its value.</summary>
/// <param name="Start">The first byte of the line.</param>
/// <param name="Key">The key as it stands in the file.</param>
/// <param name="Value">The first line of the value, trimmed.</param>
/// <param name="Line">The line, counted from 1.</param>
readonly record struct IniEntry(int Start, Range Key, Range Value, int Line)
{
    /// <summary>The end of its last line, without the line end.</summary>
    public int End { get; init; }

    /// <summary>Whether indented lines continue the value.</summary>
    public bool IsContinued { get; init; }

    /// <summary>Whether the value is a table: it starts on the next line.</summary>
    public bool IsTable => IsContinued && Value.Start.Value == Value.End.Value;
}

/// <summary>Walks the lines after the first one of a value.</summary>
ref struct IniContinuation(ReadOnlySpan<byte> bytes, int start, int end)
{
    IniLines _lines = Skipped(bytes[..end], start);

    public ReadOnlySpan<byte> Current { get; private set; }

    public readonly IniContinuation GetEnumerator() => this;

    public bool MoveNext()
    {
        while (_lines.MoveNext())
        {
            Current = IniText.Trim(_lines.Current);
            if (!IniText.IsComment(Current)) return true;
        }
        return false;
    }

    static IniLines Skipped(ReadOnlySpan<byte> bytes, int start)
    {
        var lines = new IniLines(bytes, start);
        lines.MoveNext();   // the rest of the first line
        return lines;
    }
}

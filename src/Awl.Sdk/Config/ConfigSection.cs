namespace Awl.Config;

/// <summary>One section of a configuration file: its keys, their values, and the tables nested in it (<c>s3 =</c> and indented lines).</summary>
public sealed class ConfigSection
{
    readonly IniFile _file;
    readonly int _index;

    internal ConfigSection(IniFile file, int index) => (_file, _index) = (file, index);

    /// <summary>The file it stands in.</summary>
    public string Path => _file.Path;

    /// <summary>The line of its header, counted from 1.</summary>
    public int Line => _file.Sections[_index].Line;

    /// <summary>What stands between the brackets.</summary>
    public string Header => _file.SectionName(_index);

    /// <summary>All keys in lower case, in the order of the file.</summary>
    public IReadOnlyList<string> Keys => _file.Keys(_index);

    /// <summary>The value of a key, or null where it is missing or a table. Case does not count in keys.</summary>
    public string? Find(string key) => Entry(key) is >= 0 and var entry && !_file.Entries[entry].IsTable ? _file.Value(entry) : null;

    /// <summary>The value of a key as text even where it reads as a table, or null where it is missing.</summary>
    public string? FindText(string key) => Entry(key) is >= 0 and var entry ? _file.Value(entry) : null;

    /// <summary>The value of a key in a table, or null. Case counts in the keys of a table.</summary>
    public string? Find(string table, string key) => Entry(table) is >= 0 and var entry && _file.Entries[entry].IsTable ? _file.FindNested(entry, key) : null;

    /// <summary>Whether the key is there, with a value or with a table.</summary>
    public bool Has(string key) => Entry(key) >= 0;

    /// <summary>Whether the key is there and has a table instead of a value.</summary>
    public bool HasTable(string key) => Entry(key) is >= 0 and var entry && _file.Entries[entry].IsTable;

    /// <summary>The keys of a table; empty where there is none.</summary>
    public IReadOnlyList<string> TableKeys(string table) => HasTable(table) ? _file.NestedKeys(Entry(table)) : [];

    /// <summary>The line of a key, counted from 1, or 0 where it is missing.</summary>
    public int LineOf(string key) => Entry(key) is >= 0 and var entry ? _file.Entries[entry].Line : 0;

    int Entry(string key) => _file.IndexOfEntry(_index, key);
}

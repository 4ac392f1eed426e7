using System.Text;

namespace Awl.Config;

/// <summary>Changes single values of a configuration file and keeps every other byte: comments, order, line ends, sections that nobody knows.</summary>
/// <remarks>
/// New keys go below the last one of their section; in the last section of the file one line further down, so below a blank line or a
/// comment that follows. Source: aws-cli configure/writer.py. Deviates where AWS CLI leaves a file that cannot be read: sections are found
/// however their header is written, keys in any case, and a value of several lines is replaced as a whole.
/// </remarks>
public sealed class ConfigEditor
{
    const string NewIndent = "    ";

    readonly string _path;
    byte[] _bytes;

    internal ConfigEditor(string path, byte[] bytes) => (_path, _bytes) = (path, bytes);

    /// <summary>The content as it now is.</summary>
    public ReadOnlySpan<byte> Content => _bytes;

    /// <summary>Whether anything was changed.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>Sets a key of a section; the section is made where it is missing.</summary>
    /// <exception cref="ConfigurationException">A name or the value has a line end in it.</exception>
    /// <exception cref="UsageException">A name cannot stand in such a file.</exception>
    public void Set(SectionName section, string key, string value)
    {
        Check(section, key, value);
        var file = File();
        var index = section.IndexIn(file);
        if (index < 0) AppendSection(section, [$"{key} = {value}"]);
        else if (file.IndexOfOwnEntry(index, key) is >= 0 and var entry) ReplaceEntry(file, entry, [$"{key} = {value}"]);
        else InsertInto(file, index, [$"{key} = {value}"]);
    }

    /// <summary>Sets a key of a table in a section, such as <c>s3</c> and <c>addressing_style</c>; section and table are made where they are missing.</summary>
    /// <exception cref="ConfigurationException">A name or the value has a line end in it.</exception>
    /// <exception cref="UsageException">A name cannot stand in such a file.</exception>
    public void Set(SectionName section, string table, string key, string value)
    {
        Check(section, table, "");
        RefuseLineEnds(key, key);
        RefuseLineEnds(key, value);
        string[] lines = [$"{table} =", $"{NewIndent}{key} = {value}"];
        var file = File();
        var index = section.IndexIn(file);
        if (index < 0) AppendSection(section, lines);
        else if (file.IndexOfOwnEntry(index, table) is not (>= 0 and var entry)) InsertInto(file, index, lines);
        else if (file.Entries[entry].IsTable) SetInTable(file, entry, key, value);
        else ReplaceEntry(file, entry, lines);
    }

    /// <summary>Removes a key of a section, with its table if it has one; false where there is none.</summary>
    public bool Remove(SectionName section, string key)
    {
        var file = File();
        if (section.IndexIn(file) is not (>= 0 and var index) || file.IndexOfOwnEntry(index, key) is not (>= 0 and var entry)) return false;

        ReplaceEntry(file, entry, []);
        return true;
    }

    /// <summary>Removes a section, from its header to its last key; false where there is none.</summary>
    public bool RemoveSection(SectionName section)
    {
        var file = File();
        if (section.IndexIn(file) is not (>= 0 and var index)) return false;

        Splice(file.Sections[index].Start, NextLine(EndOfKeys(file, index)), "");
        return true;
    }

    IniFile File() => IniFile.ParseLeniently(_path, _bytes);

    void AppendSection(SectionName section, string[] lines) => InsertLines(_bytes.Length, [$"[{section.Header}]", .. lines]);

    void InsertInto(IniFile file, int section, string[] lines)
    {
        var place = NextLine(EndOfKeys(file, section));
        if (section == file.Sections.Length - 1) place = NextLine(place);

        // The indent of the last key, or the new one could be read as a part of its value.
        var indent = file.Sections[section].EndEntry is var end && end > file.Sections[section].FirstEntry ? Indent(file.Entries[end - 1].Start) : "";
        InsertLines(place, Array.ConvertAll(lines, line => indent + line));
    }

    /// <summary>The end of the last line of the section that holds a key or a part of its value; without keys, of the header's line.</summary>
    int EndOfKeys(IniFile file, int section)
    {
        var (first, end) = (file.Sections[section].FirstEntry, file.Sections[section].EndEntry);
        return end > first ? file.Entries[end - 1].End : EndOfLine(file.Sections[section].Start);
    }

    void InsertLines(int place, string[] lines)
    {
        var lineEnd = LineEnd();
        var isLineOpen = place > 0 && _bytes[place - 1] is not ((byte)'\n' or (byte)'\r');
        Splice(place, place, (isLineOpen ? lineEnd : "") + string.Join(lineEnd, lines) + lineEnd);
    }

    /// <summary>Replaces all lines of an entry; comments between them stay. No lines remove it.</summary>
    void ReplaceEntry(IniFile file, int index, string[] lines)
    {
        var entry = file.Entries[index];
        var (lineEnd, indent) = (LineEnd(), Indent(entry.Start));
        var text = Array.ConvertAll(lines, line => indent + line).Concat(CommentsIn(entry));
        var replacement = string.Join(lineEnd, text);
        // Without a line left the last line end goes too.
        Splice(entry.Start, replacement.Length == 0 ? NextLine(entry.End) : entry.End, replacement);
    }

    List<string> CommentsIn(IniEntry entry)
    {
        var comments = new List<string>();
        var lines = new IniLines(_bytes.AsSpan(0, entry.End), entry.Start);
        while (lines.MoveNext())
        {
            if (IniText.IsComment(IniText.Trim(lines.Current))) comments.Add(Encoding.UTF8.GetString(lines.Current));
        }
        return comments;
    }

    void SetInTable(IniFile file, int index, string key, string value)
    {
        var entry = file.Entries[index];
        var (found, last) = (default(Range?), entry.Start);
        var lines = new IniLines(_bytes.AsSpan(0, entry.End), NextLine(entry.Value.End.Value));
        while (lines.MoveNext())
        {
            var text = IniText.Trim(lines.Current);
            if (text.IsEmpty || IniText.IsComment(text)) continue;

            last = lines.Start;
            var equals = text.IndexOf((byte)'=');
            if (equals >= 0 && Encoding.UTF8.GetString(IniText.TrimEnd(text[..equals])) == key) found = lines.Start..lines.End;   // the last one counts
        }
        var line = $"{Indent(last)}{key} = {value}";
        if (found is { } range) Splice(range.Start.Value, range.End.Value, line);
        else Splice(entry.End, entry.End, LineEnd() + line);
    }

    string Indent(int lineStart) => Encoding.UTF8.GetString(_bytes, lineStart, IniText.LeadingBlanks(_bytes.AsSpan(lineStart)));

    int EndOfLine(int start) => _bytes.AsSpan(start).IndexOfAny((byte)'\n', (byte)'\r') is >= 0 and var length ? start + length : _bytes.Length;

    /// <summary>Where the line after the one that a place is in starts; the end of the file where there is none.</summary>
    int NextLine(int place)
    {
        var lines = new IniLines(_bytes, place);
        lines.MoveNext();
        return lines.Next;
    }

    /// <summary>The file's own line end; LF for a new file.</summary>
    string LineEnd() => _bytes.AsSpan().IndexOfAny((byte)'\n', (byte)'\r') is >= 0 and var first && _bytes[first] == '\r'
        ? first + 1 < _bytes.Length && _bytes[first + 1] == '\n' ? "\r\n" : "\r"
        : "\n";

    void Splice(int start, int end, string replacement)
    {
        byte[] changed = [.. _bytes.AsSpan(0, start), .. Encoding.UTF8.GetBytes(replacement), .. _bytes.AsSpan(end)];
        IsChanged |= !changed.AsSpan().SequenceEqual(_bytes);
        _bytes = changed;
    }

    static void Check(SectionName section, string key, string value)
    {
        RefuseLineEnds(key, section.Name);
        RefuseLineEnds(key, key);
        RefuseLineEnds(key, value);
        if (section.Name.Length == 0 || section.Name.Contains(']', StringComparison.Ordinal))
        {
            throw new UsageException($"The name '{section.Name}' cannot stand in a configuration file: it is empty or has a ']' in it.");
        }
        if (key.Trim().Length == 0 || key[0] is '#' or ';' or '[' || key.AsSpan().ContainsAny('=', ':'))
        {
            throw new UsageException($"The key '{key}' cannot stand in a configuration file.");
        }
    }

    static void RefuseLineEnds(string key, string text)
    {
        if (text.AsSpan().ContainsAny('\r', '\n'))
        {
            throw new ConfigurationException(ConfigurationFault.Invalid,
                $"Invalid value for key {key.Split('\r', '\n')[0]}: newline characters and carriage returns are not allowed.");
        }
    }
}

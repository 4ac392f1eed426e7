namespace Awl.Config;

/// <summary>Which section of a file is meant.</summary>
/// <remarks>Source: botocore configloader.py, build_profile_map, for reading; aws-cli configure/set.py for writing.</remarks>
public readonly record struct SectionName
{
    readonly string? _kind;

    SectionName(string? kind, string name) => (_kind, Name) = (kind, name);

    /// <summary>The name without the word before it.</summary>
    public string Name { get; }

    /// <summary>A profile in the config file: <c>[profile NAME]</c> or <c>[default]</c>.</summary>
    public static SectionName Profile(string name) => new(SectionHeader.Profile, name);

    /// <summary><c>[sso-session NAME]</c></summary>
    public static SectionName SsoSession(string name) => new(SectionHeader.SsoSession, name);

    /// <summary><c>[services NAME]</c></summary>
    public static SectionName Services(string name) => new(SectionHeader.Services, name);

    /// <summary>A section of exactly that header: a profile in the credentials file, or <c>[plugins]</c>.</summary>
    public static SectionName Plain(string header) => new(null, header);

    /// <summary>What stands between the brackets where the section is new.</summary>
    internal string Header => _kind is null || (_kind == SectionHeader.Profile && Name == "default") ? Name : $"{_kind} {ShellWords.Quote(Name)}";

    /// <summary>The index of the section, or -1. Where several headers give the name, the last counts, as [default] and [profile default].</summary>
    internal int IndexIn(IniFile file)
    {
        if (_kind is null) return file.IndexOfSection(Name);
        for (var i = file.Sections.Length - 1; i >= 0; i--)
        {
            if (IsGivenBy(file.Bytes[file.Sections[i].Name])) return i;
        }
        return -1;
    }

    bool IsGivenBy(ReadOnlySpan<byte> header)
    {
        if (_kind == SectionHeader.Profile && header.SequenceEqual("default"u8)) return Name == "default";
        // No name is longer than its header: this spares most sections the making of a text.
        return header.Length > Math.Max(_kind!.Length, Name.Length) && SectionHeader.FindName(header, _kind) == Name;
    }
}

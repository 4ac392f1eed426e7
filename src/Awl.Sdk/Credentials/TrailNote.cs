namespace Awl.Credentials;

/// <summary>What kind of thing a source looked at.</summary>
public enum TrailNoteKind
{
    /// <summary>Something in words.</summary>
    Remark,

    /// <summary>An environment variable.</summary>
    Variable,

    /// <summary>A key in a section of a file.</summary>
    Key,

    /// <summary>A section of a file.</summary>
    Section,

    /// <summary>A file.</summary>
    File,
}

/// <summary>One thing that a source of credentials looked at.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Name">The variable, the key, the section's header, the path, or the words of a remark.</param>
/// <param name="IsFound">Whether it is there.</param>
public sealed record TrailNote(TrailNoteKind Kind, string Name, bool IsFound)
{
    /// <summary>Its value as it may be shown, secrets masked; for a file what came of it; null where there is none.</summary>
    public string? Value { get; init; }

    /// <summary>The file that it stands in, or that was looked in; otherwise null.</summary>
    public string? Path { get; init; }

    /// <summary>The line of the key, or of the section that lacks it, counted from 1; otherwise null.</summary>
    public int? Line { get; init; }

    /// <summary>The header of the section, without brackets; otherwise null.</summary>
    public string? Section { get; init; }
}

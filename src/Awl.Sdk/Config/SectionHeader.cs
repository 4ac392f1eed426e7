using System.Text;

namespace Awl.Config;

/// <summary>What stands between a section's brackets in the config file: <c>profile NAME</c>, <c>sso-session NAME</c>, <c>services NAME</c>.</summary>
/// <remarks>
/// The name is the second of exactly two words, quoted as in a shell; sections with more words or an open quote do not count.
/// Source: botocore configloader.py, build_profile_map and _parse_section.
/// </remarks>
static class SectionHeader
{
    public const string Profile = "profile", SsoSession = "sso-session", Services = "services";

    /// <summary>The name that a header of that kind gives, or null where it is another kind or malformed.</summary>
    public static string? FindName(ReadOnlySpan<byte> header, string kind)
    {
        if (header.Length <= kind.Length || !Ascii.Equals(header[..kind.Length], kind)) return null;

        return header.ContainsAny("\"'\\"u8)
            ? ShellWords.Split(Encoding.UTF8.GetString(header)) is [_, var quoted] ? quoted : null
            : SecondWord(header) is { IsEmpty: false } word ? Encoding.UTF8.GetString(word) : null;
    }

    static ReadOnlySpan<byte> SecondWord(ReadOnlySpan<byte> header)
    {
        var blanks = " \t\r\n"u8;
        var trimmed = header.Trim(blanks);
        var end = trimmed.IndexOfAny(blanks);
        if (end < 0) return default;

        var rest = trimmed[end..].TrimStart(blanks);
        return rest.IndexOfAny(blanks) < 0 ? rest : default;
    }
}

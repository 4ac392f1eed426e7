using Awl.Cli.Parameters.Yaml;

namespace Awl.Cli.Parameters.Skeletons;

/// <summary>Names and enumeration values of models as YAML scalars.</summary>
/// <remarks>Source: ruamel.yaml, emitter.py, <c>analyze_scalar</c>, for the printable texts that models have.</remarks>
static class YamlText
{
    /// <summary>The text as it is, or in quotes where it would be read as something else.</summary>
    public static string Quote(string text) => IsPlain(text) ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    static bool IsPlain(string text) => text.Length > 0
        && !"-?:,[]{}#&*!|>'\"%@` ".Contains(text[0], StringComparison.Ordinal)
        && text[^1] is not (' ' or ':')
        && !text.Contains(": ", StringComparison.Ordinal)
        && !text.Contains(" #", StringComparison.Ordinal)
        && !IsDate(text)
        && YamlScalars.IsText(text);

    /// <summary><c>2012-10-17</c>, which YAML knows as a date of its own.</summary>
    static bool IsDate(string text)
    {
        if (text.Length < 10) return false;
        for (var i = 0; i < 10; i++)
        {
            if (i is 4 or 7 ? text[i] != '-' : !char.IsAsciiDigit(text[i])) return false;
        }
        return text.Length == 10 || text[10] is 'T' or 't' or ' ';
    }
}

using System.Text.RegularExpressions;

namespace Awl.Cli.Output;

/// <summary>Which plain scalars a YAML 1.2 reader takes for something else than a string.</summary>
/// <remarks>Source: ruamel.yaml resolver.py, the implicit resolvers of YAML 1.2.</remarks>
static partial class YamlTypes
{
    public static bool IsImplicit(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => true,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => true,
        "<<" or "=" or "!" or "&" or "*" => true,
        _ => text[0] is '-' or '+' or '.' or (>= '0' and <= '9') && (Number().IsMatch(text) || Timestamp().IsMatch(text)),
    };

    [GeneratedRegex("""
        ^( [-+]?0b[0-1_]+ | [-+]?0o?[0-7_]+ | [-+]?[0-9_]+ | [-+]?0x[0-9a-fA-F_]+
         | [-+]?[0-9][0-9_]*\.[0-9_]*([eE][-+]?[0-9]+)? | [-+]?[0-9][0-9_]*[eE][-+]?[0-9]+ | [-+]?\.[0-9_]+([eE][-+][0-9]+)?
         | [-+]?\.(inf|Inf|INF) | \.(nan|NaN|NAN) )\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex("""
        ^( [0-9]{4}-[0-9]{2}-[0-9]{2}
         | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} ([Tt]|[\ \t]+) [0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]*)? ([\ \t]*(Z|[-+][0-9]{1,2}(:[0-9]{2})?))? )\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Timestamp();
}

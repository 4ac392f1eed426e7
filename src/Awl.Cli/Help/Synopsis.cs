using Awl.Cli.CommandLine;

namespace Awl.Cli.Help;

/// <summary>The options of a command as its synopsis shows them: those that may be left out in brackets.</summary>
static class Synopsis
{
    public static IEnumerable<string> Of(IReadOnlyList<OptionSpec> options)
    {
        foreach (var option in options)
        {
            if (option.IsHidden || !option.FlagValue) continue;
            var text = TextOf(option, options);
            yield return option.IsRequired || option.Member?.IsRequired == true ? text : $"[{text}]";
        }
    }

    static string TextOf(OptionSpec option, IReadOnlyList<OptionSpec> all)
    {
        if (option.IsPositional) return $"<{option.Name}>" + (option.Arity.Most > 1 ? " ..." : "");
        if (option.Arity.Most == 0)
        {
            var negative = all.FirstOrDefault(other => !other.FlagValue && other.Destination == option.Destination);
            return negative is null ? option.Spelling : $"{option.Spelling} | {negative.Spelling}";
        }
        if (option.MostWords == 0) return $"{option.Spelling}[=<value>]";
        return $"{option.Spelling} <value>" + (option.Arity.Most > 1 ? " ..." : "");
    }
}

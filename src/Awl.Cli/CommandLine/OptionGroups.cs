namespace Awl.Cli.CommandLine;

/// <summary>Groups of options of which one alone may be used.</summary>
static class OptionGroups
{
    /// <param name="options">The line.</param>
    /// <param name="specs">The options of the command: the first on this list that is given decides for its group.</param>
    /// <param name="groups">The groups, by option.</param>
    /// <exception cref="UsageException">Options of two groups are given.</exception>
    /// <remarks>Source: aws-cli v2, customizations/utils.py, <c>validate_mutually_exclusive</c>: it names the options as Python does.</remarks>
    public static void CheckExclusive(ParsedOptions options, IReadOnlyList<OptionSpec> specs, params ReadOnlySpan<string[]> groups)
    {
        string[]? chosen = null;
        foreach (var spec in specs)
        {
            if (!options.Has(spec.Name) || Find(groups, spec.Name) is not { } group) continue;
            chosen ??= group;
            if (group != chosen)
                throw new UsageException($"The key \"{PythonName(spec.Name)}\" cannot be specified when one of the following keys are also specified: {string.Join(", ", chosen.Select(PythonName))}");
        }
    }

    static string[]? Find(ReadOnlySpan<string[]> groups, string name)
    {
        foreach (var group in groups)
        {
            if (group.Contains(name)) return group;
        }
        return null;
    }

    static string PythonName(string option) => option.Replace('-', '_');
}

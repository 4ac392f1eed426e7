namespace Awl.Cli.Terminals;

/// <summary>Paths as people write them.</summary>
static class ShownPath
{
    /// <summary>The path with the home folder as <c>~</c>.</summary>
    public static string Of(Machine machine, string path)
    {
        var home = machine.HomeFolder?.TrimEnd('/', '\\');
        return home is { Length: > 0 } && path.StartsWith(home, StringComparison.Ordinal) && path.Length > home.Length && path[home.Length] is '/' or '\\'
            ? "~" + path[home.Length..] : path;
    }
}

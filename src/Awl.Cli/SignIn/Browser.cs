using Awl.Cli.Terminals;

namespace Awl.Cli.SignIn;

/// <summary>The user's browser.</summary>
/// <remarks>
/// BROWSER names programs as for Python's webbrowser module: parted by colons, <c>%s</c> for the URL, which goes to the end where there is none.
/// Where no browser can be opened nothing happens: whoever calls has shown the URL.
/// </remarks>
sealed class Browser(Machine machine)
{
    // The shell lets go of the program: its noise stays off our terminal, and Ctrl-C here does not end a browser that this has started.
    const string InBackground = """command -v "$1" >/dev/null 2>&1 || exit 127; "$@" </dev/null >/dev/null 2>&1 &""";

    public async Task OpenAsync(string url, CancellationToken cancellationToken)
    {
        if (!IsPage(url)) return;
        foreach (var command in Commands(url))
        {
            if (await TryStartAsync(command, cancellationToken)) return;
        }
    }

    /// <summary>What a service sends is opened as a page only, and never handed to another program of the desktop.</summary>
    static bool IsPage(string url)
        => Uri.TryCreate(url, UriKind.Absolute, out var parsed) && (parsed.Scheme == Uri.UriSchemeHttps || parsed.Scheme == Uri.UriSchemeHttp)
            && ScreenText.Of(url) == url;

    IEnumerable<string[]> Commands(string url)
    {
        foreach (var entry in (machine.Variable("BROWSER") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (WordsOf(entry, url) is { Length: > 0 } words) yield return words;
        }
        if (OperatingSystem.IsWindows()) yield return ["rundll32", "url.dll,FileProtocolHandler", url];
        else if (OperatingSystem.IsMacOS()) yield return ["open", url];
        else
        {
            yield return ["xdg-open", url];
            yield return ["wslview", url];
            yield return ["x-www-browser", url];
        }
    }

    static string[] WordsOf(string entry, string url)
    {
        var words = entry.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is [.., "&"]) words = words[..^1];
        return words.Length == 0 || entry.Contains("%s", StringComparison.Ordinal)
            ? Array.ConvertAll(words, word => word.Replace("%s", url, StringComparison.Ordinal))
            : [.. words, url];
    }

    async Task<bool> TryStartAsync(string[] command, CancellationToken cancellationToken)
    {
        string[] line = OperatingSystem.IsWindows() ? command : ["sh", "-c", InBackground, "sh", .. command];
        try
        {
            return (await machine.RunAsync(line, cancellationToken)).ExitCode == 0;
        }
        catch (LocalFileException)
        {
            return false;   // no such program: the next one
        }
    }
}

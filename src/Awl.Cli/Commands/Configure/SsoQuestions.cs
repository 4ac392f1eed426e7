using Awl.Cli.Commands.Sso;
using Awl.Cli.Terminals;
using Awl.Config;

namespace Awl.Cli.Commands.Configure;

/// <summary>The questions about a portal of IAM Identity Center. An empty answer keeps what is there.</summary>
/// <remarks>Source: aws-cli v2, customizations/configure/sso.py; the words are its own.</remarks>
sealed class SsoQuestions(Terminal terminal)
{
    /// <summary>Asks until the answer will do.</summary>
    /// <param name="question">What is asked for.</param>
    /// <param name="current">What an empty answer means, or null.</param>
    /// <param name="complaint">What is wrong with an answer, or null. An empty answer without a current value comes as empty.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<string> AskAsync(string question, string? current, Func<string, string?> complaint, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = (await terminal.PromptAsync($"{question}: ", cancellationToken)).Trim();
            if (answer.Length == 0 && current is not null) return current;
            if (complaint(answer) is not { } wrong) return answer;
            terminal.Out.Write($"{wrong}\n");
        }
    }

    public Task<string> StartUrlAsync(string? current, CancellationToken cancellationToken)
        => AskAsync(WithCurrent("SSO start URL", current), current, answer => IsUrl(answer) ? null : "Not a valid Start URL", cancellationToken);

    public Task<string> RegionAsync(string? current, CancellationToken cancellationToken)
        => AskAsync(WithCurrent("SSO region", current), current, Required, cancellationToken);

    public Task<string> ScopesAsync(string? current, CancellationToken cancellationToken)
    {
        var known = current ?? SsoLogin.DefaultScope;
        return AskAsync(WithCurrent("SSO registration scopes", known), known, ScopesComplaint, cancellationToken);
    }

    public static string WithCurrent(string question, string? current) => $"{question} [{(current is null ? "None" : ScreenText.Of(current))}]";

    public static string? Required(string answer) => answer.Length == 0 ? "A value is required" : null;

    /// <summary>Writes a session's section.</summary>
    public static void Write(ConfigEditor editor, string session, string startUrl, string region, string scopes)
    {
        var section = SectionName.SsoSession(session);
        editor.Set(section, "sso_start_url", startUrl);
        editor.Set(section, "sso_region", region);
        editor.Set(section, "sso_registration_scopes", scopes);
    }

    static bool IsUrl(string answer)
        => Uri.TryCreate(answer, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) && url.Host.Length > 0;

    static string? ScopesComplaint(string answer)
    {
        foreach (var scope in answer.Split(','))
        {
            if (scope.Trim().Any(char.IsWhiteSpace)) return "Scope values must be separated by commas";
        }
        return null;
    }
}

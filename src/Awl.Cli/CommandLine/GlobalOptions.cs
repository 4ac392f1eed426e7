using Awl.Cli.Errors;
using Awl.Config;
using Awl.JmesPath;

namespace Awl.Cli.CommandLine;

/// <summary>The options that every command takes, anywhere on the line.</summary>
/// <remarks>Source: aws-cli v2, data/cli.json. Names, values and defaults are its own.</remarks>
sealed record GlobalOptions
{
    public bool Debug { get; init; }
    public string? EndpointUrl { get; init; }
    public bool VerifySsl { get; init; } = true;
    public bool Paginate { get; init; } = true;
    public string? Output { get; init; }

    /// <summary>What <c>--query</c> selects, parsed; null without one.</summary>
    public JmesPathExpression? Query { get; init; }
    public string? Profile { get; init; }
    public string? Region { get; init; }
    public bool Version { get; init; }
    public string Color { get; init; } = "auto";
    public bool SignRequest { get; init; } = true;
    public string? CaBundle { get; init; }

    /// <summary>Seconds, plain digits.</summary>
    public string? ReadTimeout { get; init; }

    /// <inheritdoc cref="ReadTimeout"/>
    public string? ConnectTimeout { get; init; }
    public string? BinaryFormat { get; init; }
    public bool Pager { get; init; } = true;
    public bool? AutoPrompt { get; init; }
    public string? ErrorFormat { get; init; }

    /// <summary>All of them as data, in AWS CLI's order.</summary>
    public static OptionSpec[] Specs() =>
    [
        new("debug", ValueKind.Boolean) { Summary = "Print what happens on standard error, without secrets." },
        new("endpoint-url") { Summary = "Send requests to this URL instead of the service's own." },
        new("no-verify-ssl", ValueKind.Boolean) { Summary = "Do not check the server's certificate." },
        new("no-paginate", ValueKind.Boolean) { Summary = "Make one call and print its page only." },
        new("output") { Choices = ["json", "text", "table", "yaml", "yaml-stream", "off", "csv", "tsv", "jsonl"], Summary = "The form of the output." },
        new("query") { Summary = "A JMESPath expression: print only what it selects." },
        new("profile") { Summary = "The profile of the configuration files to use." },
        new("region") { Summary = "The region to call." },
        new("version") { Arity = Arity.None, Summary = "Print the version." },
        new("color") { Choices = ["on", "off", "auto"], Summary = "Whether output is coloured; auto: on a terminal." },
        new("no-sign-request", ValueKind.Boolean) { Summary = "Send requests without credentials." },
        new("ca-bundle") { Summary = "A file of certificates to trust." },
        new("cli-read-timeout", ValueKind.Number) { Summary = "Seconds to wait for a reply; 0 waits for ever." },
        new("cli-connect-timeout", ValueKind.Number) { Summary = "Seconds to wait for a connection; 0 waits for ever." },
        new("cli-binary-format") { Choices = ["base64", "raw-in-base64-out"], Summary = "How binary values are written on the command line." },
        new("no-cli-pager", ValueKind.Boolean) { Summary = "Do not page the output." },
        new("cli-auto-prompt", ValueKind.Boolean) { Summary = "Ask for the command and its options." },
        new("no-cli-auto-prompt", ValueKind.Boolean) { Summary = "Do not ask, whatever the settings say." },
        new("cli-error-format") { Choices = ["legacy", "json", "yaml", "text", "table", "enhanced"], Summary = "The form of errors." },
    ];

    public static GlobalOptions Of(ParsedOptions parsed)
    {
        if (parsed.Has("cli-auto-prompt") && parsed.Has("no-cli-auto-prompt"))
            throw new UsageException("Both --cli-auto-prompt and --no-cli-auto-prompt cannot be specified at the same time.");

        return new()
        {
            Debug = parsed.IsOn("debug"),
            EndpointUrl = CheckedUrl(parsed.Value("endpoint-url")),
            VerifySsl = !parsed.Has("no-verify-ssl"),
            Paginate = !parsed.Has("no-paginate"),
            Output = parsed.Value("output"),
            Query = ParseQuery(parsed.Value("query")),
            Profile = parsed.Value("profile") is { Length: > 0 } profile ? profile : null,     // empty is as good as absent, for AWS CLI too
            Region = parsed.Value("region"),
            Version = parsed.Has("version"),
            Color = parsed.Value("color") ?? "auto",
            SignRequest = !parsed.Has("no-sign-request"),
            CaBundle = parsed.Value("ca-bundle"),
            ReadTimeout = CheckedSeconds(parsed.Value("cli-read-timeout")),
            ConnectTimeout = CheckedSeconds(parsed.Value("cli-connect-timeout")),
            BinaryFormat = parsed.Value("cli-binary-format"),
            Pager = !parsed.Has("no-cli-pager"),
            AutoPrompt = parsed.Has("cli-auto-prompt") ? true : parsed.Has("no-cli-auto-prompt") ? false : null,
            ErrorFormat = parsed.Value("cli-error-format"),
        };
    }

    /// <summary>Those that are settings, for the library.</summary>
    public SettingOptions ToSettings() => new()
    {
        Profile = Profile,
        Region = Region,
        Output = Output,
        EndpointUrl = EndpointUrl,
        CaBundle = CaBundle,
        ReadTimeout = ReadTimeout,
        ConnectTimeout = ConnectTimeout,
        CliBinaryFormat = BinaryFormat,
        CliErrorFormat = ErrorFormat,
        VerifyTls = VerifySsl,
        SignRequests = SignRequest,
    };

    /// <remarks>Source of this and the next: aws-cli v2, customizations/globalargs.py.</remarks>
    static JmesPathExpression? ParseQuery(string? text)
    {
        if (text is null) return null;
        try { return JmesPathExpression.Parse(text); }
        catch (UsageException e) { throw new UsageException($"Bad value for --query {text}: {e.Message}", e); }
    }

    /// <summary>A scheme is whatever stands before the first colon and looks like one: <c>localhost:80</c> passes here.</summary>
    static string? CheckedUrl(string? url)
    {
        if (url is null || HasScheme(url)) return url;
        throw new UsageException(
            $"Bad value for --endpoint-url \"{url}\": scheme is missing.  Must be of the form http://<hostname>/ or https://<hostname>/");
    }

    static bool HasScheme(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !char.IsAsciiLetter(url[0])) return false;
        foreach (var c in url.AsSpan(0, colon))
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.')) return false;
        }
        return true;
    }

    static string? CheckedSeconds(string? text)
    {
        if (text is null) return null;
        return PythonNumber.TryInteger(text, out var seconds)
            ? seconds
            : throw new CommandFailedException($"invalid literal for int() with base 10: {PythonText.Quote(text)}");
    }
}

using System.Text;
using System.Text.Json.Nodes;
using Awl.Tests.Machines;
using Awl.Tests.Terminals;

namespace Awl.Tests.SignIn;

/// <summary>A home with one SSO session, an identity server, and a browser that the test plays.</summary>
sealed class LoginRun : IAsyncDisposable
{
    public const string StartUrl = "https://d-1234567890.awsapps.com/start";
    public const string SessionToken = "/home/user/.aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json";
    public const string LegacyToken = "/home/user/.aws/sso/cache/7487b5b67d5fa1132cf33fa93ae51ef38cc37752.json";

    public const string Config = $"""
        [profile s]
        sso_session = corp
        sso_account_id = 111122223333
        sso_role_name = Admin
        [profile old]
        sso_start_url = {StartUrl}
        sso_region = eu-west-1
        [sso-session corp]
        sso_start_url = {StartUrl}
        sso_region = eu-west-1

        """;

    static readonly HttpClient _http = new();
    Func<string, string>? _answers;

    public IdentityServer Server { get; } = new();
    public FakeMachine Machine { get; }
    public FakeTerminal Terminal { get; private set; } = new();

    /// <summary>What the browser got, once the program has ended.</summary>
    public Task<HttpResponseMessage>? Page { get; private set; }

    /// <param name="timeStandsStill">Whether no time-out is reached; else each is at once.</param>
    public LoginRun(bool timeStandsStill = true)
    {
        Machine = new FakeMachine { TimeStandsStill = timeStandsStill }.With("/home/user/.aws/config", Config);
        foreach (var service in (string[])["SSO", "SSO_OIDC", "SIGNIN"]) Machine.Variables[$"AWS_ENDPOINT_URL_{service}"] = Server.Url;
        Machine.OnRun = command => Browse(command, Server.Authorize);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>The browser: asks the server, or the test, where it is sent back to, and goes there.</summary>
    public ProcessOutput Browse(IReadOnlyList<string> command, Func<string, string> authorize)
    {
        Page = _http.GetAsync(authorize(command[^1]));
        return default;
    }

    public async Task<int> RunAsync(string line, string input = "")
    {
        Terminal = new(Encoding.UTF8.GetBytes(input)) { Answers = _answers };
        var exitCode = await Cli.Program.RunAsync(line.Split(' '), Terminal, Machine);
        AssertNothingSecretIsShown();
        return exitCode;
    }

    /// <summary>The user reads the page's address in the terminal, and types the text that it gives.</summary>
    public void AnswerWith(Func<string, string> read)
        => _answers = printed => read(printed.Split('\n').First(line => line.StartsWith("http", StringComparison.Ordinal)));

    public string Text(string path) => Encoding.UTF8.GetString(Machine.Files[path]);

    public JsonNode File(string path) => JsonNode.Parse(Machine.Files[path])!;

    public bool Has(string path) => Machine.Files.ContainsKey(path);

    void AssertNothingSecretIsShown()
    {
        foreach (var text in (string[])[Terminal.OutputText, Terminal.ErrorText]) Assert.DoesNotContain("-secret", text);
    }
}

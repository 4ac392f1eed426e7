using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Awl.Tests.SignIn;

/// <summary>The native program and a real browser: a person opens the address, and what the page then shows is looked at.</summary>
public sealed partial class RealBrowserTests : IDisposable
{
    static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    readonly string _home = Directory.CreateTempSubdirectory("awl-browser-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task An_SSO_login_ends_on_a_page_that_says_so()
    {
        await using var server = new IdentityServer();
        var (exitCode, page, output) = await LogInAsync(server, "sso login --profile s --no-browser");
        Assert.Contains("<h1>You are signed in</h1>", page);
        Assert.Contains($"Signed in to {LoginRun.StartUrl}", Text(page));
        Assert.Equal(0, exitCode);
        Assert.EndsWith($"Successfully logged into Start URL: {LoginRun.StartUrl}\n", output);
        AssertPrivate(".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json", "access-secret");
    }

    [Fact]
    public async Task A_console_login_ends_on_a_page_that_says_so()
    {
        await using var server = new IdentityServer();
        var (exitCode, page, output) = await LogInAsync(server, "login --profile dev --region us-east-1", new() { ["BROWSER"] = "true" });
        Assert.Contains("<h1>You are signed in</h1>", page);
        Assert.Equal(0, exitCode);
        Assert.Contains($"Updated profile dev to use {IdentityServer.Arn} credentials.", output);
        AssertPrivate(".aws/login/cache/4b0ba8f99f075c0633e122fd73346ce203a3faf18ea0310eb2d29df1bab2e255.json", "login-secret");
    }

    [Fact]
    public async Task An_answer_that_was_tampered_with_ends_on_a_page_that_says_what_to_do()
    {
        await using var server = new IdentityServer { RedirectSuffix = "x" };   // the state is the last in the address
        var (exitCode, page, _) = await LogInAsync(server, "sso login --profile s --no-browser");
        Assert.Contains("<h1>The sign-in did not work</h1>", page);
        Assert.Contains("Nothing was stored. Return to your terminal and try again.", Text(page));
        Assert.NotEqual(0, exitCode);
        Assert.False(Directory.Exists(Path.Combine(_home, ".aws/sso/cache")) && File.Exists(Path.Combine(_home, ".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json")));
    }

    [Fact]
    public async Task A_device_login_in_a_terminal_shows_the_code_and_waits()
    {
        Assert.SkipWhen(Find("script") is null, "no script (util-linux) on this machine");
        await using var server = new IdentityServer();
        // One pending answer to the try before anything is shown, and one to the first after.
        for (var i = 0; i < 2; i++) server.TokenErrors.Enqueue("AuthorizationPendingException");
        var program = Native();
        using var process = Start("script", ["-qec", $"'{program}' sso login --profile s --use-device-code --no-browser", "/dev/null"], EnvironmentOf(server));
        var output = (await process.StandardOutput.ReadToEndAsync(_stop)).Replace("\r\n", "\n", StringComparison.Ordinal);
        await process.WaitForExitAsync(_stop);
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("https://device.example/\n\nThen enter the code:\n\nABCD-EFGH\n", output);
        Assert.EndsWith($"Successfully logged into Start URL: {LoginRun.StartUrl}\n", output);
        Assert.Equal(3, server.Requests.Count(request => request.StartsWith("POST /token", StringComparison.Ordinal)));
        AssertPrivate(".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json", "access-secret");
    }

    async Task<(int ExitCode, string Page, string Output)> LogInAsync(IdentityServer server, string line, Dictionary<string, string>? more = null)
    {
        var program = Native();
        var chromium = Find("chromium") ?? Find("chromium-browser") ?? Find("google-chrome");
        Assert.SkipWhen(chromium is null, "no Chromium on this machine");

        using var process = Start(program, line.Split(' '), EnvironmentOf(server, more));
        try { return await LogInAsync(process, chromium!); }
        finally { process.Kill(); }   // else it would wait for an answer that does not come, and the server for it
    }

    async Task<(int ExitCode, string Page, string Output)> LogInAsync(Process process, string chromium)
    {
        var (output, url) = ("", (string?)null);
        while (url is null && await process.StandardOutput.ReadLineAsync(_stop) is { } printed)
        {
            output += printed + "\n";
            if (printed.StartsWith("http", StringComparison.Ordinal)) url = printed;
        }
        if (url is null) Assert.Fail($"No address was shown: {output} {await process.StandardError.ReadToEndAsync(_stop)}");
        var page = await BrowseAsync(chromium, url!);
        Assert.Contains("<h1>", page);
        output += await process.StandardOutput.ReadToEndAsync(_stop);
        await process.WaitForExitAsync(_stop);
        return (process.ExitCode, page, output);
    }

    /// <summary>What stands on the page in the end, as the browser sees it.</summary>
    async Task<string> BrowseAsync(string chromium, string url)
    {
        // Into a file: what it leaves running in the background would hold a pipe open.
        string[] options = ["-c", "\"$@\" >\"$0\" 2>/dev/null </dev/null", $"{_home}/page", chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-proxy-server", "--disable-background-networking", "--disable-breakpad", $"--user-data-dir={_home}/browser", "--dump-dom", url];
        using var browser = Start("sh", options, []);
        await browser.WaitForExitAsync(_stop);
        return await File.ReadAllTextAsync($"{_home}/page", _stop);
    }

    Dictionary<string, string> EnvironmentOf(IdentityServer server, Dictionary<string, string>? more = null)
    {
        Directory.CreateDirectory(Path.Combine(_home, ".aws"));
        File.WriteAllText(Path.Combine(_home, ".aws/config"), LoginRun.Config);
        var variables = new Dictionary<string, string>(more ?? []) { ["HOME"] = _home, ["AWS_EC2_METADATA_DISABLED"] = "true", ["PATH"] = Environment.GetEnvironmentVariable("PATH")! };
        foreach (var service in (string[])["SSO", "SSO_OIDC", "SIGNIN"]) variables[$"AWS_ENDPOINT_URL_{service}"] = server.Url;
        return variables;
    }

    static Process Start(string program, string[] arguments, Dictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (variables.Count > 0) start.Environment.Clear();
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    static string Native()
    {
        var program = Environment.GetEnvironmentVariable("AWL_NATIVE");
        Assert.SkipWhen(string.IsNullOrEmpty(program), "AWL_NATIVE names no program.");
        return program!;
    }

    static string? Find(string name)
        => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    void AssertPrivate(string path, string content)
    {
        path = Path.Combine(_home, path);
        Assert.Contains(content, File.ReadAllText(path));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    /// <summary>What a person reads.</summary>
    static string Text(string page) => Tag().Replace(page, " ");

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}

using System.Net;
using Awl.Models;

namespace Awl.Tests.SignIn;

public class SsoLoginTests
{
    static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_login_in_the_browser_keeps_a_token_and_shows_a_page_that_says_so()
    {
        await using var run = new LoginRun();
        Assert.Equal(0, await run.RunAsync("sso login --profile s --debug"));

        var page = await run.Page!;
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var html = await page.Content.ReadAsStringAsync(_stop);
        Assert.Contains("You are signed in", html);
        Assert.Contains(LoginRun.StartUrl, html);
        Assert.EndsWith($"Successfully logged into Start URL: {LoginRun.StartUrl}\n", run.Terminal.OutputText);

        var token = run.File(LoginRun.SessionToken);
        Assert.Equal("""{"startUrl":"https://d-1234567890.awsapps.com/start","region":"eu-west-1","accessToken":"access-secret","expiresAt":"2030-01-02T11:04:05Z","clientId":"cid","clientSecret":"csec-secret","registrationExpiresAt":"2096-10-02T07:06:40Z","refreshToken":"refresh-secret"}""", token.ToJsonString());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, run.Machine.Modes[LoginRun.SessionToken]);
    }

    [Fact]
    public async Task The_page_loads_nothing_runs_nothing_and_stays_out_of_caches_and_frames()
    {
        await using var run = new LoginRun();
        await run.RunAsync("sso login --profile s");

        var page = await run.Page!;
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Equal("no-store", page.Headers.CacheControl!.ToString());
        Assert.Equal("no-referrer", page.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        var html = await page.Content.ReadAsStringAsync(_stop);
        foreach (var remote in (string[])["<script", "src=", "@import", "url("]) Assert.DoesNotContain(remote, html);
    }

    [Fact]
    public async Task A_registered_client_is_used_again()
    {
        await using var run = new LoginRun();
        await run.RunAsync("sso login --sso-session corp");
        await run.RunAsync("sso login --sso-session corp");
        Assert.Single(run.Server.Requests, request => request.StartsWith("POST /client/register", StringComparison.Ordinal));
        Assert.Equal(2, run.Server.Requests.Count(request => request.StartsWith("POST /token", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_wrong_state_is_refused_on_the_page_and_in_the_terminal()
    {
        await using var run = new LoginRun();
        run.Machine.OnRun = command => run.Browse(command, page => run.Server.Authorize(page)[..^1] + "x");

        Assert.Equal(255, await run.RunAsync("sso login --profile s"));
        Assert.Contains("State parameter does not match expected value.", run.Terminal.ErrorText);
        var page = await run.Page!;
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.Contains("The sign-in did not work", await page.Content.ReadAsStringAsync(_stop));
        Assert.DoesNotContain(run.Server.Requests, request => request.StartsWith("POST /token", StringComparison.Ordinal));
        Assert.False(run.Has(LoginRun.SessionToken));
    }

    [Fact]
    public async Task A_refusal_is_quoted_without_its_markup_and_control_characters()
    {
        await using var run = new LoginRun();
        run.Machine.OnRun = command => run.Browse(command, page => WithoutCode(run.Server.Authorize(page)) + "&error=access_denied&error_description=%3Cb%3Eno%1B%5B31m");

        Assert.Equal(255, await run.RunAsync("sso login --profile s"));
        Assert.Contains("Failed to retrieve an authorization code. (access_denied: <b>no\\u001b[31m)", run.Terminal.ErrorText);
        Assert.Contains("access_denied: &lt;b&gt;no\\u001b[31m", await (await run.Page!).Content.ReadAsStringAsync(_stop));
    }

    [Fact]
    public async Task A_refusal_without_the_state_is_not_quoted()
    {
        await using var run = new LoginRun();
        run.Machine.OnRun = command => run.Browse(command, page => run.Server.Authorize(page).Split('?')[0] + "?error=made-up");
        Assert.Equal(255, await run.RunAsync("sso login --profile s"));
        Assert.DoesNotContain("made-up", run.Terminal.ErrorText);
    }

    [Fact]
    public async Task A_code_that_the_service_does_not_accept_is_a_failure_on_the_page_too()
    {
        await using var run = new LoginRun();
        run.Server.TokenErrors.Enqueue("InvalidGrantException");
        Assert.Equal(254, await run.RunAsync("sso login --profile s"));
        var page = await run.Page!;
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.Contains("InvalidGrantException", await page.Content.ReadAsStringAsync(_stop));
        Assert.False(run.Has(LoginRun.SessionToken));
    }

    [Fact]
    public async Task Only_a_get_of_the_callback_under_its_own_address_counts()
    {
        await using var run = new LoginRun();
        using var http = new HttpClient();
        var statuses = new List<HttpStatusCode>();
        run.Machine.OnRun = command =>
        {
            var callback = run.Server.Authorize(command[^1]);
            run.Browse(command, _ => callback.Split('?')[0]);   // neither code nor error
            statuses.Add(Send(new(HttpMethod.Get, new Uri(new(callback), "/favicon.ico"))));
            statuses.Add(Send(new(HttpMethod.Post, callback)));
            statuses.Add(Send(new(HttpMethod.Get, callback) { Headers = { Host = "evil.example" } }));
            return run.Browse(command, _ => callback);

            HttpStatusCode Send(HttpRequestMessage request)
            {
                using (request) return http.Send(request, _stop).StatusCode;
            }
        };
        Assert.Equal(0, await run.RunAsync("sso login --profile s"));
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed, HttpStatusCode.MisdirectedRequest], statuses);
    }

    [Fact]
    public async Task Nobody_coming_back_in_ten_minutes_ends_the_login()
    {
        await using var run = new LoginRun(timeStandsStill: false);
        run.Machine.OnRun = _ => default;
        Assert.Equal(255, await run.RunAsync("sso login --profile s"));
        Assert.Contains("nobody signed in within 10 minutes", run.Terminal.ErrorText);
        Assert.Contains(TimeSpan.FromMinutes(10), run.Machine.Waits);
    }

    [Fact]
    public async Task Without_browser_the_address_is_shown_and_nothing_is_run()
    {
        await using var run = new LoginRun(timeStandsStill: false);
        run.Machine.OnRun = _ => throw new InvalidOperationException("A program was run.");
        Assert.Equal(255, await run.RunAsync("sso login --profile s --no-browser"));
        Assert.StartsWith($"Browser will not be automatically opened.\nPlease visit the following URL:\n\n{run.Server.Url}/authorize?response_type=code&client_id=cid&redirect_uri=http%3A%2F%2F127.0.0.1%3A", run.Terminal.OutputText);
    }

    [Theory]
    [InlineData("sso login --profile old", LoginRun.LegacyToken)]
    [InlineData("sso login --profile s --use-device-code", LoginRun.SessionToken)]
    public async Task A_login_with_a_code_waits_as_long_as_it_is_told_to(string line, string file)
    {
        await using var run = new LoginRun(timeStandsStill: false);
        string? opened = null;
        run.Machine.OnRun = command => { opened = command[^1]; return default; };
        foreach (var error in (string[])["AuthorizationPendingException", "AuthorizationPendingException", "SlowDownException", "AuthorizationPendingException"])
            run.Server.TokenErrors.Enqueue(error);

        Assert.Equal(0, await run.RunAsync(line));
        Assert.Equal("https://device.example/?user_code=ABCD-EFGH", opened);
        Assert.Contains("Then enter the code:\n\nABCD-EFGH\n", run.Terminal.OutputText);
        Assert.Equal(["1", "6", "6"], run.Machine.Waits.Where(wait => wait < TimeSpan.FromSeconds(30)).Select(wait => $"{wait.TotalSeconds}"));
        Assert.Equal("access-secret", (string?)run.File(file)["accessToken"]);
    }

    [Theory]
    [InlineData("AccessDeniedException", 254, "An error occurred (AccessDeniedException) when calling the CreateToken operation")]
    [InlineData("ExpiredTokenException", 255, "The pending authorization to retrieve an SSO token has expired.")]
    public async Task A_login_with_a_code_that_is_denied_or_too_late_ends(string error, int exitCode, string message)
    {
        await using var run = new LoginRun(timeStandsStill: false);
        run.Server.TokenErrors.Enqueue("AuthorizationPendingException");
        run.Server.TokenErrors.Enqueue(error);
        Assert.Equal(exitCode, await run.RunAsync("sso login --profile old --no-browser"));
        Assert.Contains(message, run.Terminal.ErrorText);
        Assert.False(run.Has(LoginRun.LegacyToken));
    }

    [Fact]
    public async Task A_login_with_a_code_that_nobody_confirms_ends_when_the_code_does()
    {
        await using var run = new LoginRun(timeStandsStill: false);
        for (var i = 0; i < 700; i++) run.Server.TokenErrors.Enqueue("AuthorizationPendingException");
        Assert.Equal(255, await run.RunAsync("sso login --profile old --no-browser"));
        Assert.Contains("has expired", run.Terminal.ErrorText);
    }

    [Fact]
    public async Task A_logout_removes_tokens_and_the_credentials_that_came_of_them_and_nothing_else()
    {
        await using var run = new LoginRun();
        await run.RunAsync("sso login --profile s");
        run.Machine.With("/home/user/.aws/cli/cache/role.json", """{"ProviderType":"sso"}""").With("/home/user/.aws/cli/cache/other.json", """{"Credentials":{}}""");

        Assert.Equal(0, await run.RunAsync("sso logout"));
        Assert.Contains("POST /logout", run.Server.Requests);
        Assert.False(run.Has(LoginRun.SessionToken));
        Assert.False(run.Has("/home/user/.aws/cli/cache/role.json"));
        Assert.True(run.Has("/home/user/.aws/cli/cache/other.json"));
    }

    [Fact]
    public async Task The_token_of_a_login_gives_credentials_and_is_renewed_before_it_ends()
    {
        await using var run = new LoginRun();
        await run.RunAsync("sso login --profile s");
        run.Machine.Now = run.Machine.Now.AddHours(8).AddMinutes(-5);

        using var session = new Session(ModelPack.Open(), new() { Machine = run.Machine, Settings = new() { Profile = "s" } });
        var credentials = await session.Context.Credentials.FindAsync(_stop);
        Assert.Equal("ASIASSO", credentials!.AccessKeyId);
        Assert.Contains(run.Server.Requests, request => request.Contains("\"grantType\":\"refresh_token\"", StringComparison.Ordinal));
        Assert.Equal("2030-01-02T18:59:05Z", (string?)run.File(LoginRun.SessionToken)["expiresAt"]);
    }

    [Fact]
    public async Task A_portal_that_is_gone_does_not_keep_a_token_here()
    {
        await using var run = new LoginRun(timeStandsStill: false);
        run.Machine.With(LoginRun.SessionToken, """{"accessToken":"t","region":"eu-west-1"}""");
        run.Machine.Variables["AWS_ENDPOINT_URL_SSO"] = $"http://127.0.0.1:{Http.LoopbackServer.ClosedPort()}";
        Assert.Equal(0, await run.RunAsync("sso logout"));
        Assert.False(run.Has(LoginRun.SessionToken));
    }

    [Theory]
    [InlineData("sso login --sso-session nope", "The specified sso-session does not exist: \"nope\"")]
    [InlineData("sso login", "Missing the following required SSO configuration values: sso_start_url, sso_region. To make sure this profile is properly configured to use SSO, please run: aws configure sso")]
    public async Task A_portal_that_is_not_configured_is_an_error_of_the_configuration(string line, string message)
    {
        await using var run = new LoginRun();
        Assert.Equal(253, await run.RunAsync(line));
        Assert.Equal($"\naws: [ERROR]: An error occurred (Configuration): {message}\n", run.Terminal.ErrorText);
        Assert.Empty(run.Server.Requests);
    }

    static string WithoutCode(string callback) => $"{callback.Split('?')[0]}?{callback.Split('&')[^1]}";
}

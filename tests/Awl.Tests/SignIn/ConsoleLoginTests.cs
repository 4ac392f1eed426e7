using System.Net;
using System.Text;
using Awl.Models;

namespace Awl.Tests.SignIn;

public class ConsoleLoginTests
{
    const string Login = "/home/user/.aws/login/cache/4b0ba8f99f075c0633e122fd73346ce203a3faf18ea0310eb2d29df1bab2e255.json";   // SHA-256 of the ARN
    const string ConfigPath = "/home/user/.aws/config";

    static readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_login_in_the_browser_makes_a_profile_whose_credentials_renew_themselves()
    {
        await using var run = new LoginRun();
        Assert.Equal(0, await run.RunAsync("login --profile dev --region us-east-1 --debug"));
        Assert.Equal(HttpStatusCode.OK, (await run.Page!).StatusCode);
        Assert.EndsWith($"\nUpdated profile dev to use {IdentityServer.Arn} credentials.\nUse \"--profile dev\" to use the new credentials, such as \"awl sts get-caller-identity --profile dev\"\n", run.Terminal.OutputText);
        Assert.Equal($"{LoginRun.Config}[profile dev]\nlogin_session = {IdentityServer.Arn}\n", run.Text(ConfigPath));

        var entry = run.File(Login);
        Assert.Equal("""{"accessKeyId":"ASIALOGIN","secretAccessKey":"login-secret","sessionToken":"login-token-secret","accountId":"012345678910","expiresAt":"2030-01-02T03:19:05Z"}""", entry["accessToken"]!.ToJsonString());
        Assert.Equal("arn:aws:signin:::devtools/same-device", (string?)entry["clientId"]);
        Assert.StartsWith("-----BEGIN EC PRIVATE KEY-----\n", (string?)entry["dpopKey"]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, run.Machine.Modes[Login]);

        run.Machine.Now = run.Machine.Now.AddMinutes(20);
        using var session = new Session(ModelPack.Open(), new() { Machine = run.Machine, Settings = new() { Profile = "dev", Region = "us-east-1" } });
        Assert.Equal("ASIALOGIN", (await session.Context.Credentials.FindAsync(_stop))!.AccessKeyId);
        Assert.Equal("2030-01-02T03:39:05Z", (string?)run.File(Login)["accessToken"]!["expiresAt"]);
    }

    [Fact]
    public async Task A_remote_login_takes_the_text_that_the_browser_shows()
    {
        await using var run = new LoginRun();
        run.AnswerWith(page => Convert.ToBase64String(Encoding.UTF8.GetBytes(new Uri(run.Server.Authorize(page)).Query[1..])));

        Assert.Equal(0, await run.RunAsync("login --remote --region us-east-1"));
        Assert.Equal("arn:aws:signin:::devtools/cross-device", (string?)run.File(Login)["clientId"]);
        Assert.Contains($"[default]\nlogin_session = {IdentityServer.Arn}\n", run.Text(ConfigPath));
        Assert.EndsWith($"\nUpdated profile default to use {IdentityServer.Arn} credentials.\n", run.Terminal.OutputText);
    }

    [Theory]
    [InlineData("abc", "Failed to decode the verification code.")]
    [InlineData("YWJj", "Failed to retrieve an auth_code or state from the verification code")]
    [InlineData("c3RhdGU9YWJjJmNvZGU9ZGVm", "Error loading or redeeming a login authorization code: State parameter does not match expected value.")]
    public async Task A_remote_login_refuses_another_text(string text, string message)
    {
        await using var run = new LoginRun();
        Assert.Equal(255, await run.RunAsync("login --remote --region us-east-1", text + "\n"));
        Assert.Contains(message, run.Terminal.ErrorText);
        Assert.Empty(run.Server.Requests);
    }

    [Theory]
    [InlineData("AUTHCODE_EXPIRED", 255, "due to an expired authorization code")]
    [InlineData("INSUFFICIENT_PERMISSIONS", 255, "You may be missing permission for the 'signin:CreateOAuth2Token' action.")]
    [InlineData("server_error", 254, "AccessDeniedException")]
    public async Task A_login_that_the_service_refuses_leaves_nothing(string error, int exitCode, string message)
    {
        await using var run = new LoginRun();
        run.Server.TokenErrors.Enqueue(error);
        Assert.Equal(exitCode, await run.RunAsync("login --region us-east-1"));
        Assert.Contains(message, run.Terminal.ErrorText);
        Assert.Equal(HttpStatusCode.BadRequest, (await run.Page!).StatusCode);
        Assert.False(run.Has(Login));
        Assert.Equal(LoginRun.Config, run.Text(ConfigPath));
    }

    [Fact]
    public async Task A_wrong_state_is_refused()
    {
        await using var run = new LoginRun();
        run.Machine.OnRun = command => run.Browse(command, page => run.Server.Authorize(page) + "x");
        Assert.Equal(255, await run.RunAsync("login --region us-east-1"));
        Assert.Contains("State parameter does not match expected value.", run.Terminal.ErrorText);
        Assert.Empty(run.Server.Requests);
    }

    [Fact]
    public async Task A_region_that_nobody_has_set_is_asked_for_and_kept()
    {
        await using var run = new LoginRun();
        Assert.Equal(0, await run.RunAsync("login --profile dev", "eu-west-1\n"));
        Assert.Contains("AWS Region [us-east-1]: ", run.Terminal.OutputText);
        Assert.EndsWith($"[profile dev]\nlogin_session = {IdentityServer.Arn}\nregion = eu-west-1\n", run.Text(ConfigPath));
    }

    [Fact]
    public async Task A_profile_with_other_credentials_is_left_alone()
    {
        await using var run = new LoginRun();
        Assert.Equal(253, await run.RunAsync("login --profile s --region us-east-1"));
        Assert.Contains("Profile 's' is already configured with SSO credentials.", run.Terminal.ErrorText);
        Assert.Empty(run.Server.Requests);
    }

    [Theory]
    [InlineData("maybe\nn\n", false)]
    [InlineData("y\n", true)]
    public async Task Another_identity_replaces_the_profiles_only_when_the_user_says_so(string answer, bool isReplaced)
    {
        await using var run = new LoginRun();
        run.Machine.With(ConfigPath, "[default]\nlogin_session = arn:aws:iam::1:user/old\n");
        Assert.Equal(0, await run.RunAsync("login --region us-east-1", answer));
        Assert.Contains("Profile default is already configured to use session arn:aws:iam::1:user/old.", run.Terminal.OutputText);
        Assert.Equal(isReplaced, run.Has(Login));
        Assert.Equal(isReplaced, !run.Text(ConfigPath).Contains("user/old", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_logout_removes_the_profiles_login_or_all()
    {
        await using var run = new LoginRun();
        await run.RunAsync("login --profile dev --region us-east-1");
        Assert.Equal(0, await run.RunAsync("logout --profile dev"));
        Assert.False(run.Has(Login));

        await run.RunAsync("login --profile dev --region us-east-1");
        run.Machine.With("/home/user/.aws/login/cache/other.json", """{"accessToken":"text"}""");
        Assert.Equal(0, await run.RunAsync("logout --all"));
        Assert.StartsWith("Removed 1 cached login credential. Note,", run.Terminal.OutputText);
        Assert.True(run.Has("/home/user/.aws/login/cache/other.json"));

        Assert.Equal(0, await run.RunAsync("logout --all"));
        Assert.Equal("No cached login session tokens found.\n", run.Terminal.OutputText);
    }
}

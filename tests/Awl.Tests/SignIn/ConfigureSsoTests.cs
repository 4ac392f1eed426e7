namespace Awl.Tests.SignIn;

public class ConfigureSsoTests
{
    const string ConfigPath = "/home/user/.aws/config";

    [Fact]
    public async Task A_new_session_is_asked_for_and_the_only_account_and_role_are_taken()
    {
        await using var run = new LoginRun();
        var input = $"new\n{LoginRun.StartUrl}\neu-west-1\n\neu-central-1\n\n\n";
        Assert.Equal(0, await run.RunAsync("configure sso", input));

        Assert.StartsWith("SSO session name (Recommended): SSO start URL [None]: SSO region [None]: SSO registration scopes [sso:account:access]: Attempting to", run.Terminal.OutputText);
        Assert.EndsWith(
            """
            The only AWS account available to you is: 111122223333
            Using the account ID 111122223333
            The only role available to you is: Admin
            Using the role name "Admin"
            Default client Region [None]: CLI default output format (json if not specified) [None]: Profile name [Admin-111122223333]: To use this profile, specify the profile name using --profile, as shown:

            awl sts get-caller-identity --profile Admin-111122223333

            """, run.Terminal.OutputText);
        Assert.Equal(
            $"""
            {LoginRun.Config}[profile Admin-111122223333]
            sso_session = new
            sso_account_id = 111122223333
            sso_role_name = Admin
            region = eu-central-1
            [sso-session new]
            sso_start_url = {LoginRun.StartUrl}
            sso_region = eu-west-1
            sso_registration_scopes = sso:account:access

            """, run.Text(ConfigPath));
    }

    [Fact]
    public async Task Of_several_accounts_and_roles_the_user_chooses_and_an_earlier_login_counts()
    {
        await using var run = new LoginRun();
        run.Server.Accounts["444455556666"] = ["Admin", "Viewer"];
        await run.RunAsync("sso login --sso-session corp");

        Assert.Equal(0, await run.RunAsync("configure sso --profile work", "corp\n2\n9\n2\n\njson\n"));
        Assert.Contains("There are 2 AWS accounts available to you.\n1) name-111, 111@example.com (111122223333)\n2) name-444, 444@example.com (444455556666)\n", run.Terminal.OutputText);
        Assert.Contains("[profile work]\nsso_session = corp\nsso_account_id = 444455556666\nsso_role_name = Viewer\noutput = json\n", run.Text(ConfigPath));
        Assert.Single(run.Server.Requests, request => request.StartsWith("POST /token", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_session_name_the_older_form_is_written_after_a_warning()
    {
        await using var run = new LoginRun(timeStandsStill: false);
        run.Machine.OnRun = _ => default;
        Assert.Equal(0, await run.RunAsync("configure sso --profile legacy", $"\nnot a url\n{LoginRun.StartUrl}\n\neu-west-1\n\n\n"));
        Assert.Contains("WARNING: Configuring using legacy format", run.Terminal.OutputText);
        Assert.Contains("Not a valid Start URL\n", run.Terminal.OutputText);
        Assert.Contains("A value is required\n", run.Terminal.OutputText);
        Assert.EndsWith($"[profile legacy]\nsso_start_url = {LoginRun.StartUrl}\nsso_region = eu-west-1\nsso_account_id = 111122223333\nsso_role_name = Admin\n", run.Text(ConfigPath));
    }

    [Fact]
    public async Task A_session_alone_is_written_with_its_scopes()
    {
        await using var run = new LoginRun();
        Assert.Equal(0, await run.RunAsync("configure sso-session", "corp\n\nus-east-1\na b\nsso:account:access,x\n"));
        Assert.Contains("Scope values must be separated by commas\n", run.Terminal.OutputText);
        Assert.EndsWith("\nCompleted configuring SSO session: corp\nRun the following to login and refresh access token for this session:\n\nawl sso login --sso-session corp\n", run.Terminal.OutputText);
        Assert.EndsWith($"[sso-session corp]\nsso_start_url = {LoginRun.StartUrl}\nsso_region = us-east-1\nsso_registration_scopes = sso:account:access,x\n", run.Text(ConfigPath));
    }
}

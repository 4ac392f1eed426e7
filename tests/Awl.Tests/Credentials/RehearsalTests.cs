using Awl.Config;
using Awl.Credentials;
using Awl.Tests.Machines;

namespace Awl.Tests.Credentials;

public class RehearsalTests
{
    const string Config = """
        [profile role]
        role_arn = arn:aws:iam::111122223333:role/R
        source_profile = middle
        mfa_serial = arn:aws:iam::111122223333:mfa/me
        [profile middle]
        role_arn = arn:aws:iam::111122223333:role/M
        source_profile = base
        [profile program]
        credential_process = /bin/keys --secret hunter2
        [profile code]
        role_arn = arn:aws:iam::111122223333:role/R
        source_profile = base
        mfa_serial = GAHT12345678
        mfa_process = /bin/code hunter2
        [profile sso]
        sso_session = corp
        sso_account_id = 111122223333
        sso_role_name = Dev
        [sso-session corp]
        sso_start_url = https://corp.example/start
        sso_region = eu-west-1
        """;

    const string Keys = """
        [base]
        aws_access_key_id = AKIAIOSFODNN7EXAMPLE
        aws_secret_access_key = hunter2
        """;

    readonly FakeMachine _machine = new FakeMachine().With("/home/user/.aws/config", Config).With("/home/user/.aws/credentials", Keys);

    [Fact]
    public async Task Every_step_of_a_chain_of_roles_is_told_and_none_done()
    {
        var trail = await RehearseAsync("role");
        Assert.Equal(SourceOutcome.WouldAnswer, trail.Winner!.Outcome);
        Assert.Null(trail.Winner.Credentials);
        Assert.Equal(
        [
            "call sts AssumeRole for arn:aws:iam::111122223333:role/M",
            "ask for the code of the MFA device arn:aws:iam::111122223333:mfa/me",
            "call sts AssumeRole for arn:aws:iam::111122223333:role/R",
        ], trail.Winner.Plans);
        Assert.Equal(2, _machine.Files.Count);
    }

    [Fact]
    public async Task A_program_is_told_without_its_arguments()
    {
        var trail = await RehearseAsync("program");
        Assert.Equal(["run /bin/keys"], trail.Winner!.Plans);
        Assert.Contains(trail.Winner.Notes, note => note is { Name: "credential_process", Value: "/bin/keys …", Line: 9, Section: "profile program" });
    }

    [Fact]
    public async Task A_program_that_prints_the_code_stands_for_the_question()
        => Assert.Equal(["run /bin/code", "call sts AssumeRole for arn:aws:iam::111122223333:role/R"], (await RehearseAsync("code")).Winner!.Plans);

    [Fact]
    public async Task An_SSO_token_that_is_about_to_end_would_be_renewed()
    {
        WriteToken(minutesLeft: 5);
        var trail = await RehearseAsync("sso");
        Assert.Equal(["call sso-oidc CreateToken", "call sso GetRoleCredentials"], trail.Winner!.Plans);
        Assert.Equal(3, _machine.Files.Count);
    }

    [Fact]
    public async Task A_login_that_is_missing_is_an_error_of_its_source()
    {
        var trail = await RehearseAsync("sso");
        Assert.Null(trail.Winner);
        Assert.Equal("sso", trail.Sources[^1].Name);
        Assert.Equal(SourceOutcome.Failed, trail.Sources[^1].Outcome);
        Assert.Contains("awl sso login", trail.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_secret_is_in_the_trail()
    {
        _machine.Variables["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE";
        _machine.Variables["AWS_SECRET_ACCESS_KEY"] = "hunter2";
        _machine.Variables["AWS_SESSION_TOKEN"] = "hunter2";
        foreach (var profile in (string?[])[null, "role", "base", "program", "code"])
        {
            var text = string.Join('\n', (await RehearseAsync(profile)).Sources.SelectMany(source => source.Notes.Select(note => note.ToString()).Concat(source.Plans)));
            Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
            Assert.DoesNotContain("AKIAIOSFODNN7EXAMPLE", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Keys_in_the_environment_stand_aside_for_a_profile_that_an_option_names()
    {
        _machine.Variables["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE";
        var trail = await RehearseAsync("base");
        Assert.Equal(("env", SourceOutcome.NotAsked), (trail.Sources[0].Name, trail.Sources[0].Outcome));
        Assert.Equal("shared-credentials-file", trail.Winner!.Name);
    }

    async Task<CredentialsTrail> RehearseAsync(string? profile)
    {
        var trail = new CredentialsTrail();
        var context = new Rehearsal(trail).ContextOf(new(_machine, new Settings(_machine, new() { Profile = profile }), Log.Off));
        try { await new CachedProvider(new(context, DefaultChain.Sources), context).FindAsync(TestContext.Current.CancellationToken); }
        catch (AwlException e) { trail.Error = e; }
        return trail;
    }

    void WriteToken(int minutesLeft)
    {
        var name = Sha1.Hex("corp"u8);
        _machine.With($"/home/user/.aws/sso/cache/{name}.json", $$"""
            {"startUrl":"https://corp.example/start","region":"eu-west-1","accessToken":"t","expiresAt":"{{CredentialsTime.Text(_machine.Now.AddMinutes(minutesLeft))}}",
             "clientId":"c","clientSecret":"s","registrationExpiresAt":"{{CredentialsTime.Text(_machine.Now.AddDays(9))}}","refreshToken":"r"}
            """);
    }
}

using System.Text.Json;
using Awl.Cli.Commands.Doctor;
using Awl.Tests.Machines;
using Awl.Tests.Terminals;

namespace Awl.Tests.Commands.Doctor;

public class DoctorTests
{
    const UnixFileMode Mode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const UnixFileMode Mode644 = Mode600 | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    const UnixFileMode Mode755 = Mode644 | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    readonly FakeMachine _machine = new();

    [Fact]
    public async Task A_credentials_file_that_others_can_read_is_a_problem_with_its_fix()
    {
        Write("/home/user/.aws/credentials", "[default]\n", Mode644);
        var finding = Assert.Single(await FindAsync("modes"));
        Assert.Equal(("Problem", "chmod 600 /home/user/.aws/credentials"), (finding.Severity, finding.Fix));
        Assert.Contains("644", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_credentials_file_of_its_owner_alone_is_well()
    {
        Write("/home/user/.aws/credentials", "[default]\n", Mode600);
        Write("/home/user/.aws/config", "[default]\n", Mode644);
        Assert.Equal("Ok", Assert.Single(await FindAsync("modes")).Severity);
    }

    [Fact]
    public async Task Two_programs_of_one_name_are_told_in_the_order_of_PATH()
    {
        _machine.Variables["PATH"] = "/home/user/bin:/usr/bin";
        Write("/home/user/bin/awl", "", Mode755);
        Write("/home/user/bin/aws", "", Mode755);
        Write("/usr/bin/aws", "", Mode755);
        var findings = await FindAsync("programs");
        Assert.Equal(["awl is /home/user/bin/awl", "aws is /home/user/bin/aws, which hides /usr/bin/aws"], findings.Select(finding => finding.Message));
    }

    [Fact]
    public async Task A_missing_aws_can_be_linked()
    {
        _machine.Variables["PATH"] = "/usr/bin";
        Write("/usr/bin/awl", "", Mode755);
        Write("/usr/bin/aws", "no program", Mode644);
        var finding = (await FindAsync("programs"))[^1];
        Assert.Equal(("Note", "ln -s /usr/bin/awl /usr/bin/aws"), (finding.Severity, finding.Fix));
        Assert.Contains("command not found", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_cache_file_is_a_problem_and_sessions_that_have_ended_are_counted()
    {
        _machine.With("/home/user/.aws/cli/cache/a.json", "{half")
            .With("/home/user/.aws/cli/cache/b.json", Session("2029-12-31T00:00:00+00:00"))
            .With("/home/user/.aws/cli/cache/c.json", Session("2030-01-01T00:00:00+00:00"))
            .With("/home/user/.aws/cli/cache/d.json", Session("2030-12-31T00:00:00+00:00"))
            .With("/home/user/.aws/sso/cache/e.json", """{"accessToken":"t","expiresAt":"2020-01-01T00:00:00UTC"}""");
        var findings = await FindAsync("caches");
        Assert.Equal(
        [
            ("Problem", "is not JSON, so it is passed over"),
            ("Note", "2 sessions have ended, the last on 2030-01-01 00:00 UTC"),
            ("Note", "a SSO login has ended, the last on 2020-01-01 00:00 UTC"),
        ], findings.Select(finding => (finding.Severity, finding.Message)));
    }

    [Fact]
    public async Task Keys_in_the_environment_hide_a_profile_of_the_environment()
    {
        _machine.With("/home/user/.aws/config", "[profile prod]\nregion = eu-west-1\n");
        (_machine.Variables["AWS_PROFILE"], _machine.Variables["AWS_ACCESS_KEY_ID"], _machine.Variables["AWS_SECRET_ACCESS_KEY"]) = ("prod", "AKIAX", "s \n");
        var findings = await FindAsync("shadows");
        Assert.Contains(findings, finding => finding.Message.Contains("not made as the profile prod", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Message.StartsWith("AWS_SECRET_ACCESS_KEY begins or ends", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_cannot_be_parsed_is_named_with_its_line()
    {
        _machine.With("/home/user/.aws/config", "[default]\nregion = eu-west-1\nnonsense\n");
        var findings = await FindAsync("files");
        Assert.Contains("/home/user/.aws/config", Assert.Single(findings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "Ok")]
    [InlineData(29, "Ok")]
    [InlineData(-120, "Note")]
    [InlineData(360, "Problem")]
    public void A_clock_that_is_off_is_told_from_the_servers_date(int secondsAhead, string severity)
    {
        var server = _machine.Now;
        Assert.Equal(severity, NetworkCheck.Compare(new("https://sts.example/"), server, server.AddSeconds(secondsAhead)).Severity.ToString());
    }

    void Write(string path, string text, UnixFileMode mode)
    {
        _machine.With(path, text);
        _machine.Modes[path] = mode;
    }

    static string Session(string end) => $$$"""{"Credentials":{"AccessKeyId":"ASIAX","SecretAccessKey":"s","SessionToken":"t","Expiration":"{{{end}}}"}}""";

    async Task<List<(string Severity, string Message, string? Fix)>> FindAsync(string check)
    {
        _machine.Variables["AWS_EC2_METADATA_DISABLED"] = "true";
        using var terminal = new FakeTerminal();
        await Cli.Program.RunAsync(["doctor", "--offline", "--output", "json"], terminal, _machine);
        var found = new List<(string, string, string?)>();
        foreach (var finding in JsonElement.Parse(terminal.OutputText).GetProperty("Findings").EnumerateArray())
        {
            if (finding.GetProperty("Check").GetString() == check)
                found.Add((finding.GetProperty("Severity").GetString()!, finding.GetProperty("Message").GetString()!, finding.GetProperty("Fix").GetString()));
        }
        return found;
    }
}

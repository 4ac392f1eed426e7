using Awl.Tests.Machines;
using Awl.Tests.Terminals;

namespace Awl.Tests.Commands;

public class ExplainTests
{
    [Fact]
    public async Task A_screen_is_coloured_and_no_line_is_wider_than_it()
    {
        var text = await ExplainAsync(isScreen: true);
        Assert.Contains("\e[33m→\e[0m assume-role\n", text, StringComparison.Ordinal);
        Assert.All(Plain(text).Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task A_pipe_gets_whole_lines_without_colours()
    {
        var text = await ExplainAsync(isScreen: false);
        Assert.DoesNotContain('\e', text);
        Assert.Contains("role_arn = arn:aws:iam::111122223333:role/Admin  [profile admin] ~/.aws/config:2\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_cannot_move_the_cursor()
    {
        var text = await ExplainAsync(isScreen: true, role: "arn:aws:iam::1:role/\e[2Jx");
        Assert.Contains("role/\\u001b[2Jx", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[2J", text, StringComparison.Ordinal);
    }

    static async Task<string> ExplainAsync(bool isScreen, string role = "arn:aws:iam::111122223333:role/Admin")
    {
        var machine = new FakeMachine()
            .With("/home/user/.aws/config", $"[profile admin]\nrole_arn = {role}\nsource_profile = me\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n")
            .With("/home/user/.aws/credentials", "[me]\naws_access_key_id = AKIAI44QH8DHBEXAMPLE\naws_secret_access_key = hunter2\n");
        machine.Variables["AWS_EC2_METADATA_DISABLED"] = "true";
        using var terminal = new FakeTerminal() { IsScreen = isScreen };
        Assert.Equal(0, await Cli.Program.RunAsync(["configure", "explain", "--profile", "admin"], terminal, machine));
        Assert.DoesNotContain("hunter2", terminal.OutputText, StringComparison.Ordinal);
        return terminal.OutputText;
    }

    static string Plain(string text)
    {
        foreach (var colour in (ReadOnlySpan<string>)["\e[0m", "\e[1m", "\e[2m", "\e[31m", "\e[32m", "\e[33m"]) text = text.Replace(colour, "", StringComparison.Ordinal);
        return text;
    }
}

using System.Text;
using Awl.Cli.Errors;
using Awl.Tests.Machines;
using Awl.Tests.Scripts;
using Awl.Tests.Terminals;

namespace Awl.Tests.Errors;

public class AuthorizationHelpTests
{
    const string Denied = "403 <Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>No. Encoded authorization failure message: abc-DEF_123</Message></Error></Errors></Response>";

    const string Decoded = """
        200 <DecodeAuthorizationMessageResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><DecodeAuthorizationMessageResult><DecodedMessage>{"allowed":false}</DecodedMessage></DecodeAuthorizationMessageResult></DecodeAuthorizationMessageResponse>
        """;

    [Theory]
    [InlineData("y\n", 2, "\"allowed\": false")]
    [InlineData("\n", 1, "To read it")]
    [InlineData("", 1, "To read it")]
    public async Task A_person_at_a_terminal_is_asked(string answer, int requests, string told)
    {
        await using var server = new ScriptServer { Replies = [Denied, Decoded.Trim()] };
        var machine = new FakeMachine();
        foreach (var (name, value) in (IEnumerable<(string, string)>)[("AWS_ENDPOINT_URL", server.Url), ("AWS_ACCESS_KEY_ID", "AKIAX"), ("AWS_SECRET_ACCESS_KEY", "s"), ("AWS_REGION", "us-east-1")])
            machine.Variables[name] = value;

        using var terminal = new FakeTerminal(Encoding.UTF8.GetBytes(answer)) { IsScreen = true };
        Assert.Equal(254, await Cli.Program.RunAsync(["ec2", "stop-instances", "--instance-ids", "i-1"], terminal, machine));
        Assert.Equal(requests, server.Requests.Count);
        Assert.Contains("[y/N]", terminal.ErrorText, StringComparison.Ordinal);
        Assert.Contains(told, terminal.ErrorText, StringComparison.Ordinal);
        Assert.Equal("", terminal.OutputText);
    }

    [Theory]
    [InlineData("No. Encoded authorization failure message: abc-DEF_1.", "abc-DEF_1")]
    [InlineData("No. Encoded authorization failure message: ", null)]
    [InlineData("No.", null)]
    public void The_encoded_reason_is_found_in_the_message(string message, string? encoded) => Assert.Equal(encoded, AuthorizationHelp.FindEncoded(message));
}

using Awl.Tests.Machines;
using Awl.Tests.Terminals;

namespace Awl.Tests.Commands.Imds;

public class HandOverTests
{
    [Theory]
    [InlineData("imds exec --profile p --mode container -- sh -c x --region y", "imds exec --profile=p --mode container -- sh -c x --region y")]
    [InlineData("--region eu-west-1 imds exec --fake -- env", "imds exec --region=eu-west-1 --fake -- env")]
    [InlineData("imds exec --fake env", "imds exec --fake -- env")]
    [InlineData("imds serve --role-arn arn:aws:iam::1:role/r --port 8080 --v1 --debug", "imds serve --debug --role-arn arn:aws:iam::1:role/r --port 8080 --v1")]
    public async Task The_server_gets_the_line_as_it_was_meant(string line, string expected)
    {
        using var terminal = new FakeTerminal();
        Assert.Equal(0, await Cli.Program.RunAsync(line.Split(' '), terminal, new FakeMachine()));
        Assert.Equal("awl-local " + expected, string.Join(' ', terminal.HandedTo!));
    }
}

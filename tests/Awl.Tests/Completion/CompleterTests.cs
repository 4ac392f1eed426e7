using Awl.Cli.Commands;
using Awl.Cli.Completion;
using Awl.Models;
using Awl.Tests.Machines;
using Awl.Tests.Terminals;

namespace Awl.Tests.Completion;

/// <summary>Lines with a cursor, and what the word there may become: <c>tests/data/completion/cases.txt</c>.</summary>
public sealed class CompleterTests
{
    public static TheoryData<string, string[]> Cases()
    {
        var cases = new TheoryData<string, string[]>();
        string? line = null;
        var expected = new List<string>();
        foreach (var text in File.ReadLines(TestData.Path("completion/cases.txt")).Where(static text => text.Length > 0 && text[0] != '#').Append("end"))
        {
            if (text.StartsWith("  ", StringComparison.Ordinal)) { expected.Add(text[2..]); continue; }
            if (line is not null) cases.Add(line, [.. expected]);
            (line, expected) = (text, []);
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_word_completes(string line, string[] expected)
    {
        var candidates = Complete(MachineWithFiles(), line);
        if (expected is ["none"]) Assert.Empty(candidates);
        else if (expected.All(static text => text[0] is '+' or '-' && text[1] == ' '))
        {
            foreach (var text in expected)
            {
                if (text[0] == '+') Assert.Contains(text[2..], candidates);
                else Assert.DoesNotContain(text[2..], candidates);
            }
        }
        else Assert.Equal(expected, candidates);
    }

    [Theory]
    [InlineData("awl s3 ls --profile ", "")]
    [InlineData("awl sqs purge-", "purge-queue\n")]
    public async Task Broken_files_stop_only_what_stands_in_them(string line, string printed)
    {
        var machine = new FakeMachine { Variables = { ["COMP_LINE"] = line } }.With("/home/user/.aws/config", "[broken");
        using var terminal = new FakeTerminal();
        Assert.Equal(0, await Cli.Program.RunAsync(Cli.Commands.Completion.CompleterWords, terminal, machine));
        Assert.Equal((printed, ""), (terminal.OutputText, terminal.ErrorText));
    }

    [Theory]
    [InlineData("bash", "awl sqs create-queue --attributes=file:///data/in.j^", "///data/in.json\n")]
    [InlineData("bash", "awl ec2 describe-vpcs --output=ta^", "table\n")]
    [InlineData("bash", "awl --profile my^", "my\\ own\n")]
    [InlineData("bash", "awl --profile 'my^", "my own\n")]
    [InlineData("zsh", "awl sqs purge-queue --queue^", "--queue-url\tstring, required\n")]
    [InlineData("fish", "awl sqs purge-queue --qu^", "--queue-url\tstring, required\n--query\tA JMESPath expression: print only what it selects.\n")]
    [InlineData("powershell", "awl ec2 describe-vpcs --output ta^", "table\n")]
    [InlineData("", "awl ec2 describe-vpcs --output=ta^", "--output=table\n")]
    public async Task Candidates_are_printed_as_the_shells_script_reads_them(string shell, string line, string printed)
    {
        var machine = MachineWithFiles().With("/home/user/.aws/config", "[default]\n[profile 'my own']\n");
        machine.Variables["COMP_LINE"] = line.Replace("^", "", StringComparison.Ordinal);
        machine.Variables["COMP_POINT"] = line.IndexOf('^', StringComparison.Ordinal).ToString();
        using var terminal = new FakeTerminal();
        string[] words = shell.Length == 0 ? [.. Cli.Commands.Completion.CompleterWords] : ["completion", shell, "--candidates"];
        Assert.Equal(0, await Cli.Program.RunAsync(words, terminal, machine));
        Assert.Equal((printed, ""), (terminal.OutputText, terminal.ErrorText));
    }

    [Theory]
    [InlineData("bash", "complete -F _awl_complete awl")]
    [InlineData("zsh", "compdef _awl awl")]
    [InlineData("fish", "complete -c awl ")]
    [InlineData("powershell", "Register-ArgumentCompleter -Native -CommandName awl")]
    public async Task Each_shell_has_its_script(string shell, string part)
    {
        using var terminal = new FakeTerminal();
        Assert.Equal(0, await Cli.Program.RunAsync(["completion", shell], terminal, new FakeMachine()));
        Assert.Contains(part, terminal.OutputText, StringComparison.Ordinal);
        Assert.Contains($"awl completion {shell} --candidates", terminal.OutputText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/usr/bin/aws_completer", true)]
    [InlineData("awl_completer", true)]
    [InlineData("/usr/bin/awl", false)]
    public void A_program_of_AWS_CLIs_name_is_a_completer(string program, bool isCompleter) => Assert.Equal(isCompleter, Cli.Commands.Completion.IsCompleter(program));

    static string[] Complete(FakeMachine machine, string line)
    {
        var models = ModelPack.Open();
        using var session = new Session(models, new() { Machine = machine });
        var completer = new Completer(new CommandTable(new(session, models)), new(models, machine, static (_, _) => []));
        var cursor = line.IndexOf('^', StringComparison.Ordinal);
        return [.. completer.Complete(TypedLine.Parse(line.Remove(cursor, 1), cursor)).Select(static candidate => candidate.Text)];
    }

    static FakeMachine MachineWithFiles() => new FakeMachine()
        .With("/home/user/.aws/config", "[default]\nregion = eu-west-1\n[profile dev]\nregion = eu-west-1\n")
        .With("/home/user/.aws/credentials", "[prod]\naws_access_key_id = a\n")
        .With("/data/in.json", "{}").With("/data/in.txt", "").With("/data/.hidden", "").With("/data/inner/deep", "");
}

using Awl.Cli.Completion;
using Awl.Cli.Completion.Prompt;
using Awl.Tests.Machines;
using Awl.Tests.Terminals;

namespace Awl.Tests.Completion.Prompt;

/// <summary>The prompt for a command: what keys do to its line, and when it comes.</summary>
public sealed class AutoPromptTests
{
    [Theory]
    [InlineData("sqs ", "sqs ", -1)]
    [InlineData("ap<tab>", "ap", 0)]
    [InlineData("ap<tab><enter>", "apple ", -1)]
    [InlineData("ap<tab><tab><enter>", "apricot ", -1)]
    [InlineData("ap<up><enter>x", "apricot x", -1)]
    [InlineData("x ap<tab><enter>", "x apple ", -1)]
    [InlineData("ap<tab><escape>", "ap", -1)]
    [InlineData("op<tab><enter>", "open/", -1)]
    [InlineData("abc<left><left>x<delete><end>y", "axcy", -1)]
    [InlineData("abc<home>x<backspace><backspace>y", "yabc", -1)]
    [InlineData("a 'b c' d<control-w>", "a 'b c' ", -1)]
    [InlineData("abc<control-u>d", "d", -1)]
    [InlineData("sp<tab><enter>", "'sp ace' ", -1)]
    public void Keys_edit_the_line_and_choose(string keys, string text, int selected)
    {
        var line = new PromptLine([], static typed => [.. new[] { "apple", "apricot", "open/", "sp ace" }.Where(word => word.StartsWith(typed.Current, StringComparison.Ordinal)).Select(static word => new Candidate(word))]);
        foreach (var key in KeysOf(keys)) Assert.Equal(PromptAction.Edit, line.Press(key));
        Assert.Equal((text, selected), (line.Text, line.Selected));
    }

    [Theory]
    [InlineData("a 'b<enter>", "Edit")]
    [InlineData("a 'b'<enter>", "Run")]
    [InlineData("a<control-d>", "Edit")]
    [InlineData("<control-d>", "Cancel")]
    [InlineData("a<control-c>", "Cancel")]
    public void A_key_ends_the_prompt(string keys, string action)
    {
        var line = new PromptLine([], static _ => []);
        var last = PromptAction.Edit;
        foreach (var key in KeysOf(keys)) last = line.Press(key);
        Assert.Equal(action, last.ToString());
    }

    [Theory]
    [InlineData("--cli-auto-prompt sts", "", "get-caller-i<tab><enter>--generate<tab><enter><enter>", true)]
    [InlineData("sts", "on", "get-caller-i<tab><enter>--generate-cli-skeleton<enter>", true)]
    [InlineData("sts get-caller-identit --generate-cli-skeleton", "on-partial", "<control-u>sts get-caller-identity --generate-cli-skeleton<enter>", true)]
    [InlineData("sts get-caller-identity --generate-cli-skeleton", "on-partial", "", false)]
    [InlineData("sts get-caller-identity --generate-cli-skeleton --no-cli-auto-prompt", "on", "", false)]
    public async Task The_prompt_comes_where_it_is_wanted(string line, string setting, string keys, bool asks)
    {
        var machine = new FakeMachine { Variables = { ["AWS_CLI_AUTO_PROMPT"] = setting } };
        using var terminal = new FakeTerminal { IsScreen = true };
        foreach (var key in KeysOf(keys)) terminal.Keys.Enqueue(key);
        Assert.Equal((0, ""), (await Cli.Program.RunAsync(line.Split(' '), terminal, machine), terminal.ErrorText));
        Assert.Empty(terminal.Keys);
        Assert.Equal(asks, terminal.OutputText.Contains("> awl sts get-caller-identity --generate-cli-skeleton", StringComparison.Ordinal));
        Assert.EndsWith("{}\n", terminal.OutputText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_keyboard_nobody_is_asked()
    {
        using var terminal = new FakeTerminal();
        Assert.Equal(0, await Cli.Program.RunAsync(["sts", "get-caller-identity", "--generate-cli-skeleton", "--cli-auto-prompt"], terminal, new FakeMachine()));
        Assert.Equal("{}\n", terminal.OutputText);
    }

    [Fact]
    public async Task Cancelling_runs_nothing()
    {
        using var terminal = new FakeTerminal { IsScreen = true };
        terminal.Keys.Enqueue(new('\0', ConsoleKey.C, shift: false, alt: false, control: true));
        Assert.Equal(130, await Cli.Program.RunAsync(["--cli-auto-prompt"], terminal, new FakeMachine()));
    }

    static IEnumerable<ConsoleKeyInfo> KeysOf(string keys)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] != '<')
            {
                yield return new(keys[i], ConsoleKey.None, shift: false, alt: false, control: false);
                continue;
            }
            var end = keys.IndexOf('>', i);
            yield return Named(keys[(i + 1)..end]);
            i = end;
        }
    }

    static ConsoleKeyInfo Named(string name) => name switch
    {
        "tab" => Of(ConsoleKey.Tab),
        "enter" => Of(ConsoleKey.Enter),
        "up" => Of(ConsoleKey.UpArrow),
        "left" => Of(ConsoleKey.LeftArrow),
        "home" => Of(ConsoleKey.Home),
        "end" => Of(ConsoleKey.End),
        "escape" => Of(ConsoleKey.Escape),
        "delete" => Of(ConsoleKey.Delete),
        "backspace" => Of(ConsoleKey.Backspace),
        _ => new('\0', Enum.Parse<ConsoleKey>(name[^1..].ToUpperInvariant()), shift: false, alt: false, control: true),
    };

    static ConsoleKeyInfo Of(ConsoleKey key) => new('\0', key, shift: false, alt: false, control: false);
}

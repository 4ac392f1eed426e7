using Awl.Cli.Terminals;

namespace Awl.Tests.Terminals;

public class TerminalTests
{
    [Fact]
    public void Output_waits_in_the_buffer_until_it_is_flushed()
    {
        using var terminal = new FakeTerminal();
        terminal.Out.Write("é");
        terminal.Output.Write("!"u8);
        Assert.Equal("", terminal.OutputText);

        terminal.Flush();
        Assert.Equal("é!", terminal.OutputText);
    }

    [Fact]
    public void Output_longer_than_the_buffer_keeps_its_order()
    {
        using var terminal = new FakeTerminal();
        var expected = new byte[200_000];
        for (var i = 0; i < expected.Length; i++) expected[i] = (byte)(i % 251);
        for (int at = 0, size = 1; at < expected.Length; at += size, size = size * 2 % 70_001)
        {
            size = Math.Min(size, expected.Length - at);
            terminal.Output.Write(expected, at, size);
        }
        terminal.Flush();
        Assert.Equal(expected, terminal.OutputBytes);
    }

    [Fact]
    public void Errors_are_sent_at_once()
    {
        using var terminal = new FakeTerminal();
        terminal.Error.Write("x");
        Assert.Equal("x", terminal.ErrorText);
    }

    [Fact]
    public void What_could_not_be_written_is_not_tried_again()
    {
        using var terminal = new FakeTerminal { MostOutputBytes = 0 };
        terminal.Output.Write("x"u8);
        Assert.Throws<OutputClosedException>(terminal.Flush);
        terminal.Flush();
    }

    [Fact]
    public async Task A_question_reads_one_line_and_leaves_the_rest()
    {
        using var terminal = new FakeTerminal("anna\r\n\nlast"u8.ToArray());
        Assert.Equal("anna", await terminal.PromptAsync("Name: ", CancellationToken.None));
        Assert.Equal("", await terminal.PromptAsync("Empty: ", CancellationToken.None));
        Assert.Equal("last", await terminal.PromptAsync("Last: ", CancellationToken.None));
        Assert.Equal("Name: Empty: Last: ", terminal.OutputText);
        await Assert.ThrowsAsync<InputEndedException>(() => terminal.PromptAsync("More: ", CancellationToken.None));
    }

    [Fact]
    public async Task A_secret_is_asked_for_beside_the_output()
    {
        using var terminal = new FakeTerminal("123456\n"u8.ToArray());
        Assert.Equal("123456", await terminal.PromptHiddenAsync("Code: ", CancellationToken.None));
        Assert.Equal("Code: ", terminal.ErrorText);
        Assert.Equal("", terminal.OutputText);
    }

    [Theory]
    [InlineData(true, true, "\u001b[0m")]
    [InlineData(true, false, "")]
    [InlineData(false, true, "")]
    public void A_screen_that_has_shown_colours_gets_its_own_back(bool isScreen, bool isColoured, string written)
    {
        using var terminal = new FakeTerminal { IsScreen = isScreen };
        terminal.IsColoured = isColoured;
        terminal.EndColours();
        Assert.Equal(written, terminal.OutputText);
    }
}

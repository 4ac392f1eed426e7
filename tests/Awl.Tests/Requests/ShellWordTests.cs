using System.Diagnostics;
using Awl.Cli.Requests;

namespace Awl.Tests.Requests;

public class ShellWordTests
{
    [Theory]
    [InlineData("plain-1.0/x", "plain-1.0/x")]
    [InlineData("", "''")]
    [InlineData("it's", "'it'\"'\"'s'")]
    [InlineData("a\nb", "'a\nb'")]
    [InlineData("a\u202eb", @"$'a\342\200\256b'")]
    [InlineData("\u001b[2J'\\", @"$'\033[2J\047\134'")]
    public void A_text_is_one_word(string text, string word) => Assert.Equal(word, ShellWord.Of(text));

    [Fact]
    public async Task A_shell_reads_back_every_character()
    {
        if (!File.Exists("/bin/bash")) { Assert.Skip("There is no bash on this machine."); return; }
        foreach (var text in (string[])["!\"#$%&()*;<>?[]^`{|}~ \t", string.Concat(Enumerable.Range(1, 400).Select(c => (char)c)) + "€😀"])
        {
            using var shell = Process.Start(new ProcessStartInfo("/bin/bash") { ArgumentList = { "-c", $"printf %s {ShellWord.Of(text)}" }, RedirectStandardOutput = true })!;
            Assert.Equal(text, await shell.StandardOutput.ReadToEndAsync());
        }
    }
}

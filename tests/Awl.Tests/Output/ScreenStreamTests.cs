using System.Text;
using Awl.Cli.Output;
using CsCheck;

namespace Awl.Tests.Output;

public class ScreenStreamTests
{
    [Theory]
    [InlineData("plain\ttext, ümläut, 日本語, 😀\n", "plain\ttext, ümläut, 日本語, 😀\n")]
    [InlineData("a\e[2Jb\n", "a\\u001b[2Jb\n")]
    [InlineData("\e]0;title\a\n", "\\u001b]0;title\\u0007\n")]
    [InlineData("over\rwritten\b\u007f\0\n", "over\\u000dwritten\\u0008\\u007f\\u0000\n")]
    [InlineData("\u009b2J\u0085 \u00a0\u00ff\n", "\\u009b2J\\u0085 \u00a0\u00ff\n")]
    [InlineData("\e[1m\e[34mcell\e[0m \e[2m\e[33m|\e[0m\n", "\e[1m\e[34mcell\e[0m \e[2m\e[33m|\e[0m\n")]
    [InlineData("\e[8mhidden\e[7m\e[34;1m\e\n", "\\u001b[8mhidden\\u001b[7m\\u001b[34;1m\\u001b\n")]
    public void Control_characters_are_shown_and_never_sent(string text, string shown) => Assert.Equal(shown, InPieces(Encoding.UTF8.GetBytes(text), 1000));

    [Fact]
    public void Where_pieces_end_does_not_matter()
    {
        string[] parts = ["a", "\e", "[", "3", "34m", "0m", "\e[0m", "\u0085", "ü", "\u00a0", "\r", "\n"];
        var part = Gen.Int[0, parts.Length - 1].Select(i => parts[i]);
        Gen.Select(part.Array[0, 12].Select(string.Concat), Gen.Int[1, 4]).Sample((text, size) =>
        {
            var bytes = Encoding.UTF8.GetBytes(text + "\n");
            Assert.Equal(InPieces(bytes, 1000), InPieces(bytes, size));
        }, iter: 5000, threads: 1);
    }

    static string InPieces(byte[] bytes, int size)
    {
        using var result = new MemoryStream();
        var screen = new ScreenStream(result);
        foreach (var piece in bytes.Chunk(size))
        {
            screen.Write(piece.AsSpan());
            screen.Flush();
        }
        return Encoding.UTF8.GetString(result.ToArray());
    }
}

using Awl.Local.Hosting;

namespace Awl.Tests.Local.Hosting;

public class WordOptionsTests
{
    [Theory]
    [InlineData("20m", 1200)]
    [InlineData("-2h", -7200)]
    [InlineData("0", 0)]
    public void An_offset_may_be_ahead_or_behind(string text, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), WordOptions.Parse([$"--clock={text}"], ["clock"], []).Offset("clock"));

    [Theory, InlineData(""), InlineData("-"), InlineData("--1"), InlineData("soon")]
    public void What_is_no_offset_is_refused(string text)
        => Assert.Contains("takes a time", Assert.Throws<UsageException>(() => WordOptions.Parse(["--clock", text], ["clock"], []).Offset("clock")).Message);
}

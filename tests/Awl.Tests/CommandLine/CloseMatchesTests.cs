using Awl.Cli.CommandLine;

namespace Awl.Tests.CommandLine;

public class CloseMatchesTests
{
    /// <remarks>The ratios are Python's difflib's.</remarks>
    [Theory]
    [InlineData("abcd", "bcde", 0.75)]
    [InlineData("", "", 1.0)]
    [InlineData("a", "", 0.0)]
    [InlineData("describe-instances", "describe-instancez", 0.9444444444444444)]
    [InlineData("abxcd", "abcd", 0.8888888888888888)]
    [InlineData("tide", "diet", 0.25)]
    [InlineData("diet", "tide", 0.5)]
    public void The_ratio_is_that_of_difflib(string a, string b, double ratio) => Assert.Equal(ratio, CloseMatches.Ratio(a, b), 12);

    [Fact]
    public void The_best_three_come_best_first()
        => Assert.Equal(
            ["describe-instances", "describe-instance-types", "describe-instance-status"],
            CloseMatches.Of("describe-instancez",
                ["describe-instance-status", "describe-instance-types", "describe-instances", "describe-images", "run-instances", "describe-instance-topology"]));

    [Fact]
    public void A_word_too_far_away_suggests_nothing() => Assert.Empty(CloseMatches.Of("ec3", ["ec2", "s3"]));
}

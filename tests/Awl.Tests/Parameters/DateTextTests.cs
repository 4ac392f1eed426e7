using Awl.Cli.Parameters.Dates;
using CsCheck;

namespace Awl.Tests.Parameters;

/// <summary>Dates as AWS CLI's dateutil reads them (recorded, on 25 November 2026).</summary>
public sealed class DateTextTests
{
    static readonly DateTimeOffset Today = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Jan 2 2024", "2024-01-02T00:00:00Z")]
    [InlineData("2 January 2024 3pm", "2024-01-02T15:00:00Z")]
    [InlineData("2024/01/02 10:30", "2024-01-02T10:30:00Z")]
    [InlineData("01/02/2024", "2024-01-02T00:00:00Z")]
    [InlineData("13/02/2024", "2024-02-13T00:00:00Z")]
    [InlineData("2.1.24", "2024-02-01T00:00:00Z")]
    [InlineData("Tue, 02 Jan 2024 03:04:05 GMT", "2024-01-02T03:04:05Z")]
    [InlineData("2024-01-02T03:04:05.5+02:00", "2024-01-02T01:04:05.500000Z")]
    [InlineData("2024-01-02 03:04:05 -0500 (EST)", "2024-01-02T08:04:05Z")]
    [InlineData("2024-01-02 03:04 GMT+3", "2024-01-02T06:04:00Z")]
    [InlineData("20240102T030405Z", "2024-01-02T03:04:05Z")]
    [InlineData("10:30", "2026-11-25T10:30:00Z")]
    [InlineData("Monday", "2026-11-30T00:00:00Z")]
    [InlineData("10h30m5s", "2026-11-25T10:30:05Z")]
    [InlineData("Feb 2023", "2023-02-25T00:00:00Z")]
    [InlineData("12 am", "2026-11-25T00:00:00Z")]
    [InlineData("2-Jan-99", "1999-01-02T00:00:00Z")]
    [InlineData("Jan of 01", "2001-01-25T00:00:00Z")]
    [InlineData("Sept 3rd, 2024 at 5 pm", "2024-09-03T17:00:00Z")]
    public void A_date_becomes_ISO_8601(string text, string expected) => Assert.Equal(expected, DateText.Normalize(text, () => Today));

    [Theory]
    [InlineData("now", "2026-11-25T00:00:00Z")]
    [InlineData("2d ago", "2026-11-23T00:00:00Z")]
    [InlineData("2d", "2026-11-23T00:00:00Z")]
    [InlineData("1w", "2026-11-18T00:00:00Z")]
    [InlineData("90 minutes ago", "2026-11-24T22:30:00Z")]
    [InlineData("1.5 hours ago", "2026-11-24T22:30:00Z")]
    [InlineData("1h", "2026-11-25T01:00:00Z")]   // one o'clock, as AWS CLI has it
    public void A_moment_before_now_is_read_where_AWS_CLI_refuses_the_words(string text, string expected) => Assert.Equal(expected, DateText.Normalize(text, () => Today));

    [Theory]
    [InlineData("2024-01-02")]
    [InlineData("2024-01-02T03:04:05")]
    [InlineData("2024-01-02T03:04:05Z")]
    [InlineData("1704164645")]
    [InlineData("1704164645.5")]
    [InlineData("20240102")]
    [InlineData("")]
    [InlineData("3 fortnights ago")]
    [InlineData("99999999d")]
    [InlineData("2024-13-45x")]
    [InlineData("32 Jan 2024")]
    [InlineData("25:00")]
    [InlineData("10:30 1 2 3 4")]
    public void Everything_else_stays(string text) => Assert.Equal(text, DateText.Normalize(text, () => Today));

    [Fact]
    public void No_text_breaks_it() => Gen.OneOf(Gen.Char["0123456789:-/., TZ+()aphmsJanFeb"].Array[0, 24].Select(chars => new string(chars)), Gen.String)
        .Sample(text => { DateText.Normalize(text, () => Today); }, iter: FuzzSize.Of(200_000));
}

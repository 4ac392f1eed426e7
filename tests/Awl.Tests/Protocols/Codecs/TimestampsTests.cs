using System.Text;
using System.Text.Json;
using Awl.Protocols;
using Awl.Protocols.Codecs;

namespace Awl.Tests.Protocols.Codecs;

public sealed class TimestampsTests
{
    [Theory]
    [InlineData("2024-01-02T03:04:05Z", "2024-01-02T03:04:05+00:00")]
    [InlineData("2024-01-02T03:04:05.5Z", "2024-01-02T03:04:05.500000+00:00")]
    [InlineData("2024-01-02T03:04:05.123456789Z", "2024-01-02T03:04:05.123456+00:00")]
    [InlineData("2024-01-02T03:04:05+02:30", "2024-01-02T03:04:05+02:30")]
    [InlineData("2024-01-02T03:04:05.000-0800", "2024-01-02T03:04:05-08:00")]
    [InlineData("2024-01-02 03:04:05", "2024-01-02T03:04:05")]
    [InlineData("2024-01-02", "2024-01-02T00:00:00")]
    [InlineData("20240102T030405Z", "2024-01-02T03:04:05+00:00")]
    [InlineData("2024-01-02T03:04Z", "2024-01-02T03:04:00+00:00")]
    [InlineData("Tue, 29 Apr 2014 18:30:38 GMT", "2014-04-29T18:30:38+00:00")]
    [InlineData("Sun, 02 Jan 2000 20:34:56.456 GMT", "2000-01-02T20:34:56.456000+00:00")]
    [InlineData("2 Jan 2000 20:34:56 +0100", "2000-01-02T20:34:56+01:00")]
    [InlineData("1398796238", "2014-04-29T20:30:38+02:00")]
    [InlineData("1398796238.123", "2014-04-29T20:30:38.123000+02:00")]
    [InlineData("1.398796238E9", "2014-04-29T20:30:38+02:00")]
    [InlineData("-1.5", "1970-01-01T01:59:58.500000+02:00")]
    [InlineData("0", "1970-01-01T02:00:00+02:00")]
    public void A_reply_shows_texts_at_their_own_offset_and_seconds_at_the_local_one(string wire, string expected)
        => Assert.Equal($"\"{expected}\"", Written(TimestampStyle.Iso8601, wire));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2024-13-01")]
    [InlineData("2023-02-29T00:00:00Z")]
    [InlineData("2024-01-02T25:00:00Z")]
    [InlineData("2024-01-02T03:04:05Zulu")]
    [InlineData("Tue, 29 Foo 2014 18:30:38 GMT")]
    [InlineData("NaN")]
    [InlineData("1e300")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    public void What_is_no_timestamp_is_a_malformed_reply(string wire)
        => Assert.Throws<MalformedResponseException>(() => Written(TimestampStyle.Iso8601, wire));

    [Fact]
    public void In_the_wire_style_a_timestamp_stays_as_it_came()
    {
        Assert.Equal("\"2014-04-29T18:30:38Z\"", Written(TimestampStyle.Wire, "2014-04-29T18:30:38Z"));
        Assert.Equal("1.398796238E9", Json(json => Reply(TimestampStyle.Wire).WriteNumber(json, "1.398796238E9"u8)));
    }

    [Theory]
    [InlineData("2014-04-29T18:30:38Z", "2014-04-29T18:30:38Z", "Tue, 29 Apr 2014 18:30:38 GMT", "1398796238")]
    [InlineData("2014-04-29T20:30:38.25+02:00", "2014-04-29T18:30:38.250000Z", "Tue, 29 Apr 2014 18:30:38 GMT", "1398796238")]
    [InlineData("2014-04-29", "2014-04-29T00:00:00Z", "Tue, 29 Apr 2014 00:00:00 GMT", "1398729600")]
    [InlineData("1398796238", "2014-04-29T18:30:38Z", "Tue, 29 Apr 2014 18:30:38 GMT", "1398796238")]
    [InlineData("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500000Z", "Wed, 31 Dec 1969 23:59:59 GMT", "-1")]
    public void A_request_writes_the_three_formats(string text, string iso8601, string rfc822, string unixTimestamp)
    {
        Assert.True(Timestamps.TryParse(Encoding.UTF8.GetBytes(text), out var timestamp));

        Assert.Equal(iso8601, Timestamps.Format(timestamp, TimestampFormat.Iso8601));
        Assert.Equal(rfc822, Timestamps.Format(timestamp, TimestampFormat.Rfc822));
        Assert.Equal(unixTimestamp, Timestamps.Format(timestamp, TimestampFormat.UnixTimestamp));
    }

    static string Written(TimestampStyle style, string wire) => Json(json => Reply(style).WriteText(json, wire));

    static ReplyTimestamps Reply(TimestampStyle style) => new(style, new TwoHoursEast());

    static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(json);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    sealed class TwoHoursEast : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(2), "east", "east");
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Awl.Protocols.Codecs;

/// <summary>How a request writes a timestamp: the model's <c>timestampFormat</c>.</summary>
enum TimestampFormat
{
    /// <summary><c>2024-01-02T03:04:05Z</c>, with six digits of a second where there is a fraction.</summary>
    Iso8601,

    /// <summary><c>Tue, 02 Jan 2024 03:04:05 GMT</c>.</summary>
    Rfc822,

    /// <summary>Whole seconds since 1970.</summary>
    UnixTimestamp,
}

/// <summary>Timestamps as AWS's services and users write them.</summary>
/// <remarks>Source: botocore utils.py, <c>parse_timestamp</c> (the forms of dateutil's parser that AWS uses), and serialize.py, <c>_timestamp_*</c>.</remarks>
static class Timestamps
{
    const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const string Weekdays = "SunMonTueWedThuFriSat";

    /// <summary>The format that a model names, or the protocol's own where it names none.</summary>
    public static TimestampFormat FormatOf(ReadOnlySpan<byte> name, TimestampFormat fallback) => name.IsEmpty ? fallback : (name[0] | 0x20) switch
    {
        'i' => TimestampFormat.Iso8601,
        'r' => TimestampFormat.Rfc822,
        'u' => TimestampFormat.UnixTimestamp,
        _ => fallback,
    };

    /// <summary>A timestamp of an input: a number of seconds, or text in any form that <see cref="TryParse"/> knows.</summary>
    /// <exception cref="UsageException">It is no timestamp.</exception>
    public static Timestamp Of(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return TryParse(Encoding.UTF8.GetBytes(text), out var timestamp) ? timestamp : throw new UsageException($"Invalid timestamp \"{text}\".");
    }

    /// <summary>Reads ISO 8601 with any offset and fraction, RFC 822, or seconds since 1970 as a whole number or not.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Timestamp timestamp)
    {
        text = text.Trim(" \t\r\n"u8);
        return TryParseEpoch(text, out timestamp) || TryParseIso(text, out timestamp) || TryParseRfc822(text, out timestamp);
    }

    /// <summary>Reads seconds since 1970.</summary>
    public static bool TryParseEpoch(ReadOnlySpan<byte> text, out Timestamp timestamp)
    {
        timestamp = default;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)) return false;

        var epoch = Timestamp.FromEpoch(seconds);
        timestamp = epoch.GetValueOrDefault();
        return epoch is not null;
    }

    /// <summary>The timestamp as a request carries it.</summary>
    public static string Format(Timestamp timestamp, TimestampFormat format) => format switch
    {
        TimestampFormat.Rfc822 => FormatRfc822(timestamp.Utc),
        TimestampFormat.UnixTimestamp => timestamp.EpochSeconds.ToString(CultureInfo.InvariantCulture),
        _ when timestamp.Microsecond == 0 => timestamp.Utc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        _ => timestamp.Utc.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
    };

    static string FormatRfc822(DateTime utc) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Weekdays.AsSpan(3 * (int)utc.DayOfWeek, 3)}, {utc.Day:00} {Months.AsSpan(3 * utc.Month - 3, 3)} {utc.Year:0000} {utc:HH:mm:ss} GMT");

    /// <summary><c>2024-01-02[T03:04[:05[.678]]][Z|+01:00]</c>, a space instead of the T, and the form without dashes and colons.</summary>
    static bool TryParseIso(ReadOnlySpan<byte> text, out Timestamp timestamp)
    {
        timestamp = default;
        var cursor = new TimestampCursor(text);
        if (!cursor.TakeNumber(4, 4, out var year)) return false;
        var dashed = cursor.Take((byte)'-');
        if (!cursor.TakeNumber(dashed ? 1 : 2, 2, out var month) || cursor.Take((byte)'-') != dashed) return false;
        if (!cursor.TakeNumber(dashed ? 1 : 2, 2, out var day) || !TryDate(year, month, day, out var date)) return false;

        if (!cursor.Take((byte)'T') && !cursor.Take((byte)'t') && !cursor.Take((byte)' ')) return Finish(cursor, date, default, out timestamp);
        return TryTime(ref cursor, out var time) && Finish(cursor, date, time, out timestamp);
    }

    /// <summary><c>[Tue,] 2 Jan 2024 03:04:05 GMT</c>; dashes instead of the spaces of the date.</summary>
    static bool TryParseRfc822(ReadOnlySpan<byte> text, out Timestamp timestamp)
    {
        timestamp = default;
        var cursor = new TimestampCursor(text);
        if (!cursor.AtDigit && (cursor.TakeLetters().IsEmpty || !cursor.Take((byte)','))) return false;
        SkipSeparators(ref cursor);
        if (!cursor.TakeNumber(1, 2, out var day)) return false;
        SkipSeparators(ref cursor);
        var month = MonthOf(cursor.TakeLetters());
        SkipSeparators(ref cursor);
        if (!cursor.TakeNumber(4, 4, out var year) || !TryDate(year, month, day, out var date)) return false;
        SkipSeparators(ref cursor);
        return TryTime(ref cursor, out var time) && Finish(cursor, date, time, out timestamp);
    }

    static void SkipSeparators(ref TimestampCursor cursor)
    {
        while (cursor.Take((byte)' ') || cursor.Take((byte)'-')) { }
    }

    static int MonthOf(ReadOnlySpan<byte> name)
    {
        for (var month = 1; month <= 12 && name.Length >= 3; month++)
        {
            if (Ascii.EqualsIgnoreCase(name[..3], Months.AsSpan(3 * month - 3, 3))) return month;
        }
        return 0;
    }

    static bool TryDate(int year, int month, int day, out DateTime date)
    {
        var valid = year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        date = valid ? new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified) : default;
        return valid;
    }

    static bool TryTime(ref TimestampCursor cursor, out TimeSpan time)
    {
        time = default;
        var (minute, second, microseconds) = (0, 0, 0);
        if (!cursor.TakeNumber(1, 2, out var hour)) return false;
        var coloned = cursor.Take((byte)':');
        if ((coloned || cursor.AtDigit) && !cursor.TakeNumber(2, 2, out minute)) return false;
        if ((cursor.Take((byte)':') || (!coloned && cursor.AtDigit)) && !cursor.TakeNumber(2, 2, out second)) return false;
        if ((cursor.Take((byte)'.') || cursor.Take((byte)',')) && !cursor.TakeFraction(out microseconds)) return false;

        time = new TimeSpan(0, hour, minute, second, 0, microseconds);
        return hour < 24 && minute < 60 && second < 60;
    }

    static bool Finish(TimestampCursor cursor, DateTime date, TimeSpan time, out Timestamp timestamp)
    {
        timestamp = default;
        while (cursor.Take((byte)' ')) { }
        if (!TryOffset(ref cursor, out var offset) || !cursor.AtEnd) return false;

        timestamp = new(date + time, offset);
        // The same moment must exist in UTC: not so in the first and last hours that a date can hold.
        return timestamp.Time.Ticks - offset.GetValueOrDefault().Ticks is >= 0 and var ticks && ticks <= DateTime.MaxValue.Ticks;
    }

    static bool TryOffset(ref TimestampCursor cursor, out TimeSpan? offset)
    {
        offset = null;
        if (cursor.AtEnd) return true;
        offset = TimeSpan.Zero;
        if (cursor.TakeWord("Z"u8) || cursor.TakeWord("GMT"u8) || cursor.TakeWord("UTC"u8)) return true;

        var west = cursor.Take((byte)'-');
        if (!west && !cursor.Take((byte)'+')) return false;
        var minutes = 0;
        if (!cursor.TakeNumber(2, 2, out var hours)) return false;
        if ((cursor.Take((byte)':') || cursor.AtDigit) && !cursor.TakeNumber(2, 2, out minutes)) return false;
        offset = new TimeSpan(west ? -hours : hours, west ? -minutes : minutes, 0);
        return hours < 24 && minutes < 60;
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Awl.Protocols.Codecs;

/// <summary>Writes the timestamps of a reply.</summary>
/// <remarks>
/// Source: aws-cli v2, <c>cli_timestamp_format</c>; botocore utils.py, <c>parse_timestamp</c>: a text keeps its own offset, while seconds
/// since 1970 are shown at the offset of the local time zone.
/// </remarks>
sealed class ReplyTimestamps(TimestampStyle style, TimeProvider clock)
{
    /// <summary>Writes the timestamp that the text of a header, an element or a JSON string holds.</summary>
    /// <exception cref="MalformedResponseException">It is no timestamp.</exception>
    public void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> wire)
    {
        if (style == TimestampStyle.Wire) json.WriteStringValue(wire);
        else Write(json, wire);
    }

    /// <inheritdoc cref="WriteText(Utf8JsonWriter, ReadOnlySpan{byte})"/>
    public void WriteText(Utf8JsonWriter json, string wire) => WriteText(json, Encoding.UTF8.GetBytes(wire));

    /// <summary>Writes the timestamp that a number holds, given by its digits.</summary>
    /// <exception cref="MalformedResponseException">There is no such date.</exception>
    public void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> digits)
    {
        if (style == TimestampStyle.Wire) json.WriteRawValue(digits);
        else Write(json, digits);
    }

    void Write(Utf8JsonWriter json, ReadOnlySpan<byte> wire)
    {
        if (Timestamps.TryParseEpoch(wire, out var timestamp)) timestamp = ToLocal(timestamp);
        else if (!Timestamps.TryParse(wire, out timestamp)) throw Unreadable(wire);

        Span<byte> text = stackalloc byte[32];
        json.WriteStringValue(text[..Format(timestamp, text)]);
    }

    static MalformedResponseException Unreadable(ReadOnlySpan<byte> wire)
        => new($"The reply holds a timestamp that cannot be read: {Encoding.UTF8.GetString(wire[..Math.Min(wire.Length, 64)])}");

    Timestamp ToLocal(Timestamp timestamp)
    {
        var offset = clock.LocalTimeZone.GetUtcOffset(DateTime.SpecifyKind(timestamp.Utc, DateTimeKind.Utc));
        return new(timestamp.Utc + offset, offset);
    }

    /// <summary>As Python's <c>isoformat()</c>.</summary>
    static int Format(Timestamp timestamp, Span<byte> text)
    {
        var format = timestamp.Microsecond == 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.ffffff";
        timestamp.Time.TryFormat(text, out var length, format, CultureInfo.InvariantCulture);
        if (timestamp.Offset is not { } offset) return length;

        text[length] = (byte)(offset < TimeSpan.Zero ? '-' : '+');
        offset.TryFormat(text[(length + 1)..], out var offsetLength, @"hh\:mm", CultureInfo.InvariantCulture);
        return length + 1 + offsetLength;
    }
}

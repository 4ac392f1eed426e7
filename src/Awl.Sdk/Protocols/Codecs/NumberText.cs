using System.Globalization;
using System.Text.Json;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>Numbers of the model that come as text: in headers, in XML, in JSON strings.</summary>
/// <remarks>Source: botocore parsers.py, BaseRestParser: <c>int(value)</c> and <c>float(value)</c>, then Python's JSON writer.</remarks>
static class NumberText
{
    /// <summary>Writes a number, its digits as they came where JSON allows. NaN and the infinities, for which JSON has no number, stay strings.</summary>
    /// <returns>False when the text is no number of that kind; nothing is written then.</returns>
    public static bool TryWrite(Utf8JsonWriter json, ReadOnlySpan<byte> text, ShapeKind kind)
        => kind is ShapeKind.Integer or ShapeKind.Long ? TryWriteInteger(json, text) : TryWriteFloat(json, text);

    static bool TryWriteInteger(Utf8JsonWriter json, ReadOnlySpan<byte> text)
    {
        if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)) json.WriteNumberValue(value);
        else if (Int128.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var large))
            json.WriteRawValue(large.ToString(CultureInfo.InvariantCulture));
        else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) && double.IsFinite(fraction))
            json.WriteRawValue(Math.Truncate(fraction).ToString("F0", CultureInfo.InvariantCulture));
        else return false;
        return true;
    }

    static bool TryWriteFloat(Utf8JsonWriter json, ReadOnlySpan<byte> text)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return false;

        if (!double.IsFinite(value)) json.WriteStringValue(text);
        else if (!IsJson(text)) json.WriteNumberValue(value);
        else if (text.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0) json.WriteRawValue(text, skipInputValidation: true);
        else WriteWithPoint(json, text);
        return true;
    }

    /// <summary>A floating-point number shows that it is one: 5 becomes 5.0.</summary>
    static void WriteWithPoint(Utf8JsonWriter json, ReadOnlySpan<byte> digits)
    {
        Span<byte> pointed = stackalloc byte[digits.Length + 2];
        digits.CopyTo(pointed);
        ".0"u8.CopyTo(pointed[digits.Length..]);
        json.WriteRawValue(pointed, skipInputValidation: true);
    }

    /// <summary>Whether text that .NET reads as a finite number is one in JSON too: no plus, no leading zeros, no spaces, digits on both sides of the point.</summary>
    static bool IsJson(ReadOnlySpan<byte> text)
    {
        var digits = text.TrimStart((byte)'-');
        if (text.Length > 256 || text.Length - digits.Length > 1 || digits.IsEmpty || !char.IsAsciiDigit((char)digits[0])) return false;
        if (digits[0] == '0' && digits.Length > 1 && char.IsAsciiDigit((char)digits[1])) return false;
        var point = digits.IndexOf((byte)'.');
        return char.IsAsciiDigit((char)text[^1]) && (point < 0 || char.IsAsciiDigit((char)digits[point + 1]));
    }
}

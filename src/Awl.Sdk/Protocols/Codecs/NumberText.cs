using System.Globalization;
using System.Text.Json;
using Awl.JmesPath;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>Numbers of the model that come as text: in headers, in JSON strings, in the JSON numbers of protocols that type them.</summary>
/// <remarks>Source: botocore parsers.py, RestJSONParser: <c>int(value)</c> and <c>float(value)</c>, which Python then prints its own way.</remarks>
static class NumberText
{
    /// <summary>Writes a number, in the form of <see cref="WriteFloat"/> if it is one with a fraction.</summary>
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

        if (double.IsFinite(value) && IsAsPythonPrints(text)) json.WriteRawValue(text, skipInputValidation: true);
        else WriteFloat(json, value);
        return true;
    }

    /// <summary>Writes a number as Python prints it; an infinity as a number too large for a double, which reads back as one; NaN, which is no number, as a string.</summary>
    public static void WriteFloat(Utf8JsonWriter json, double value)
    {
        if (double.IsNaN(value)) json.WriteStringValue("NaN"u8);
        else if (double.IsInfinity(value)) json.WriteRawValue(value < 0 ? "-1e999"u8 : "1e999"u8, skipInputValidation: true);
        else WriteFinite(json, value);
    }

    static void WriteFinite(Utf8JsonWriter json, double value)
    {
        Span<byte> text = stackalloc byte[PythonFloat.MaxLength];
        json.WriteRawValue(text[..PythonFloat.Format(value, text)], skipInputValidation: true);
    }

    /// <summary>Whether a number can be seen at a glance to be what Python would print for it: 12.5, not 12.50, 5 or 1E2.</summary>
    static bool IsAsPythonPrints(ReadOnlySpan<byte> text)
    {
        if (text.Length > 16 || text[0] is not (>= (byte)'1' and <= (byte)'9') || text[^1] is not (>= (byte)'1' and <= (byte)'9')) return false;
        var point = text.IndexOf((byte)'.');
        return point > 0 && text[(point + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && text[..point].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }
}

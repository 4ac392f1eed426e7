using System.Globalization;

namespace Awl.Protocols.Codecs;

/// <summary>Floating-point numbers as Python writes them, which is what users of AWS CLI see and what services are sent: <c>5.0</c>, <c>1e-05</c>, <c>1e+16</c>.</summary>
/// <remarks>Source: Python, <c>float.__repr__</c>: the fewest digits that give the same number back, in plain notation from 1e-4 to below 1e16.</remarks>
static class PythonFloat
{
    /// <summary>The longest text of a number: <c>-1.2345678901234567e-308</c>.</summary>
    public const int MaxLength = 32;

    /// <summary>Writes the number into the buffer and returns the length of its text.</summary>
    public static int Format(double value, Span<byte> text) => System.Text.Encoding.ASCII.GetBytes(Format(value), text);

    /// <summary>The number; NaN and the infinities under the names that AWS has for them.</summary>
    public static string Format(double value)
    {
        if (!double.IsFinite(value)) return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

        // .NET finds the same digits but lays them out otherwise: -1.2345E-05.
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var sign = text.StartsWith('-') ? "-" : "";
        var digits = DigitsOf(text.AsSpan(sign.Length), out var exponent);
        return sign + (exponent is < -4 or >= 16 ? Scientific(digits, exponent) : Plain(digits, exponent));
    }

    /// <summary>The digits that count, from the first that is not 0 to the last that is not 0, and the power of ten of the first.</summary>
    static string DigitsOf(ReadOnlySpan<char> text, out int exponent)
    {
        exponent = 0;
        var end = text.IndexOf('E');
        if (end >= 0) { exponent = int.Parse(text[(end + 1)..], CultureInfo.InvariantCulture); text = text[..end]; }

        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? default : text[(point + 1)..];
        var zeros = whole is "0" ? 1 + fraction.Length - fraction.TrimStart('0').Length : 0;
        exponent += whole.Length - 1 - zeros;

        var digits = string.Concat(whole, fraction)[zeros..].TrimEnd('0');
        if (digits.Length > 0) return digits;
        exponent = 0;
        return "0";
    }

    static string Scientific(string digits, int exponent)
    {
        var fraction = digits.Length > 1 ? "." + digits[1..] : "";
        return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    static string Plain(string digits, int exponent)
    {
        if (exponent < 0) return "0." + new string('0', -exponent - 1) + digits;
        if (digits.Length <= exponent + 1) return digits + new string('0', exponent + 1 - digits.Length) + ".0";
        return digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }
}

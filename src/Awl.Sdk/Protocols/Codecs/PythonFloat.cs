using System.Globalization;

namespace Awl.Protocols.Codecs;

/// <summary>Floating-point numbers as Python writes them, which is what users of AWS CLI see and what services are sent: <c>5.0</c>, <c>1e-05</c>, <c>1e+16</c>.</summary>
/// <remarks>Source: Python, <c>float.__repr__</c>: the fewest digits that give the same number back, in plain notation from 1e-4 to below 1e16.</remarks>
static class PythonFloat
{
    public static string Format(double value)
    {
        // .NET finds the same digits but lays them out otherwise: -1.2345E-05.
        var scientific = value.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = value == 0 ? 0 : int.Parse(scientific.AsSpan(scientific.IndexOf('E', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
        var sign = shortest.StartsWith('-') ? "-" : "";
        var digits = DigitsOf(shortest);
        if (exponent is < -4 or >= 16) return sign + Scientific(digits, exponent);
        return sign + Plain(digits, exponent);
    }

    /// <summary>NaN, Infinity, -Infinity.</summary>
    public static string NameOf(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    /// <summary>The digits that count, from the first that is not 0 to the last that is not 0.</summary>
    static string DigitsOf(string shortest)
    {
        var end = shortest.IndexOf('E', StringComparison.Ordinal);
        var mantissa = end < 0 ? shortest : shortest[..end];
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('-').Trim('0');
        return digits.Length == 0 ? "0" : digits;
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

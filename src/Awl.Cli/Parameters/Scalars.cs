using System.Globalization;
using System.Text;
using Awl.Cli.CommandLine;
using Awl.Cli.Errors;

namespace Awl.Cli.Parameters;

/// <summary>Numbers out of text, as Python's <c>int()</c> and <c>float()</c> read them and with their errors, which AWS CLI prints as they are.</summary>
static class Scalars
{
    /// <summary>Longer numbers Python refuses to read.</summary>
    public const int MaxDigits = 4300;

    /// <exception cref="CommandFailedException">It is no whole number.</exception>
    public static InputValue.Number Integer(string text)
    {
        if (!PythonNumber.TryInteger(text, out var digits))
            throw new CommandFailedException($"invalid literal for int() with base 10: {PythonText.Quote(text)}");
        return CountDigits(text) is > MaxDigits and var count ? throw new CommandFailedException(TooLong(count)) : new(digits);
    }

    /// <exception cref="CommandFailedException">It is no number.</exception>
    public static InputValue.Number Float(string text)
        => PythonNumber.TryFloat(text, out var number)
            ? new(Format(number))
            : throw new CommandFailedException($"could not convert string to float: {PythonText.Quote(text)}");

    public static string TooLong(int digits)
        => $"Exceeds the limit ({MaxDigits} digits) for integer string conversion: value has {digits} digits; use sys.set_int_max_str_digits() to increase the limit";

    static int CountDigits(string text)
    {
        var count = 0;
        foreach (var c in text) count += char.IsAsciiDigit(c) ? 1 : 0;
        return count;
    }

    /// <summary>A number as Python's <c>repr</c> writes it: <c>1.0</c>, <c>1e+16</c>, <c>1e-05</c>.</summary>
    static string Format(double number)
    {
        if (!double.IsFinite(number)) return double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
        if (number == 0) return double.IsNegative(number) ? "-0.0" : "0.0";

        var scientific = number.ToString("E16", CultureInfo.InvariantCulture);
        var exponent = int.Parse(scientific.AsSpan(scientific.IndexOf('E') + 1), CultureInfo.InvariantCulture);
        return exponent is >= -4 and < 16 ? FormatPlain(number) : FormatScientific(number);
    }

    static string FormatPlain(double number)
    {
        // The shortest digits, which .NET would write with an exponent from 1E+15 and below 1E-05; as a decimal they stay plain.
        var text = decimal.Parse(number.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture)
            .ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }

    static string FormatScientific(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(text.AsSpan(mark + 1), CultureInfo.InvariantCulture);
        return new StringBuilder(text, 0, mark, 32).Append('e').Append(exponent < 0 ? '-' : '+').Append($"{Math.Abs(exponent):00}").ToString();
    }
}

using System.Globalization;

namespace Awl.Cli.CommandLine;

/// <summary>Which texts AWS CLI takes for numbers: those that Python's <c>int()</c> and <c>float()</c> take.</summary>
static class PythonNumber
{
    /// <summary>Reads a whole number as <c>int()</c> does: blanks around it, a sign, single underscores between digits. Returns the plain digits.</summary>
    public static bool TryInteger(string text, out string digits)
    {
        digits = "";
        var body = text.AsSpan().Trim();
        var sign = body is ['+' or '-', ..] ? body[0] : '\0';
        if (sign != '\0') body = body[1..];
        if (!IsDigits(body)) return false;

        var plain = body.ToString().Replace("_", "", StringComparison.Ordinal).TrimStart('0');
        digits = (sign == '-' && plain.Length > 0 ? "-" : "") + (plain.Length == 0 ? "0" : plain);
        return true;
    }

    /// <summary>Reads a number as <c>float()</c> does, with <c>inf</c> and <c>nan</c>.</summary>
    public static bool TryFloat(string text, out double value)
    {
        var body = text.AsSpan().Trim();
        var unsigned = body is ['+' or '-', ..] ? body[1..] : body;
        if (unsigned.Equals("inf", StringComparison.OrdinalIgnoreCase) || unsigned.Equals("infinity", StringComparison.OrdinalIgnoreCase))
            return Special(body is ['-', ..] ? double.NegativeInfinity : double.PositiveInfinity, out value);
        if (unsigned.Equals("nan", StringComparison.OrdinalIgnoreCase)) return Special(double.NaN, out value);

        value = 0;
        return unsigned is [(>= '0' and <= '9') or '.', ..]
            && HasSingleUnderscores(unsigned)
            && double.TryParse(body.ToString().Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    static bool Special(double special, out double value)
    {
        value = special;
        return true;
    }

    static bool IsDigits(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c) && c != '_') return false;
        }
        return text.Length > 0 && HasSingleUnderscores(text);
    }

    /// <summary>Each underscore stands between two digits.</summary>
    static bool HasSingleUnderscores(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_' && (i == 0 || i == text.Length - 1 || !char.IsAsciiDigit(text[i - 1]) || !char.IsAsciiDigit(text[i + 1])))
                return false;
        }
        return true;
    }
}

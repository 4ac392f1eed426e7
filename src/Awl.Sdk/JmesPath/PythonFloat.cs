using System.Buffers.Text;
using System.Text;

namespace Awl.JmesPath;

/// <summary>A double as Python's <c>repr</c> prints it: the shortest digits that read back the same, laid out in Python's way.</summary>
/// <remarks>
/// Source: CPython, float_repr_style "short": an exponent below 1e-4 and from 1e16 on, otherwise a decimal point always.
/// Awl.Cli compiles this file too: all its output formats print numbers so.
/// </remarks>
static class PythonFloat
{
    /// <summary>The most bytes that <see cref="Format"/> writes.</summary>
    public const int MaxLength = 32;

    /// <summary>Whether a JSON number is a float to Python; if not, it is an integer, however large.</summary>
    public static bool IsFloat(ReadOnlySpan<byte> digits) => digits.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0;

    public static string Repr(double value)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..Format(value, text)]);
    }

    /// <summary>Writes the number as ASCII and returns its length.</summary>
    public static int Format(double value, Span<byte> text)
    {
        if (!double.IsFinite(value)) return Copy(double.IsNaN(value) ? "nan"u8 : value < 0 ? "-inf"u8 : "inf"u8, text);

        Span<byte> raw = stackalloc byte[MaxLength];
        Span<byte> digits = stackalloc byte[20];
        value.TryFormat(raw, out var rawLength, "R");
        var length = raw[0] == '-' ? Copy("-"u8, text) : 0;
        var (count, point) = Digits(raw[..rawLength], digits);
        return length + Layout(digits[..count], point, text[length..]);
    }

    /// <summary>Takes .NET's text apart: the significant digits, and where the point stands after the first of them.</summary>
    static (int Count, int Point) Digits(ReadOnlySpan<byte> raw, Span<byte> digits)
    {
        int count = 0, point = -1, exponent = 0, leadingZeros = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] == '.') point = count + leadingZeros;
            else if (raw[i] == 'E')
            {
                Utf8Parser.TryParse(raw[(i + 1)..], out exponent, out _);
                break;
            }
            else if (raw[i] == '0' && count == 0) leadingZeros++;
            else if (raw[i] != '-') digits[count++] = raw[i];
        }
        if (point < 0) point = count + leadingZeros;
        while (count > 0 && digits[count - 1] == '0') count--;
        return count == 0 ? (0, 1) : (count, point - leadingZeros + exponent);
    }

    static int Layout(ReadOnlySpan<byte> digits, int point, Span<byte> text)
    {
        if (digits.IsEmpty) return Copy("0.0"u8, text);
        if (point is <= -4 or > 16) return Exponential(digits, point - 1, text);
        if (point <= 0)
        {
            var length = Copy("0."u8, text);
            length += Zeros(-point, text[length..]);
            return length + Copy(digits, text[length..]);
        }

        var whole = Copy(digits[..Math.Min(point, digits.Length)], text);
        whole += Zeros(point - whole, text[whole..]);
        text[whole++] = (byte)'.';
        return whole + (point < digits.Length ? Copy(digits[point..], text[whole..]) : Zeros(1, text[whole..]));
    }

    static int Exponential(ReadOnlySpan<byte> digits, int exponent, Span<byte> text)
    {
        var length = Copy(digits[..1], text);
        if (digits.Length > 1)
        {
            text[length++] = (byte)'.';
            length += Copy(digits[1..], text[length..]);
        }
        text[length++] = (byte)'e';
        text[length++] = exponent < 0 ? (byte)'-' : (byte)'+';
        Utf8Formatter.TryFormat(Math.Abs(exponent), text[length..], out var written, new('D', 2));
        return length + written;
    }

    static int Zeros(int count, Span<byte> text)
    {
        text[..count].Fill((byte)'0');
        return count;
    }

    static int Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        from.CopyTo(to);
        return from.Length;
    }
}

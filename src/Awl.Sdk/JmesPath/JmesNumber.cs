using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Awl.JmesPath;

/// <summary>A number as Python holds one: an integer is exact and stays an integer, anything with a point or an exponent is a double.</summary>
/// <remarks>Integers beyond 128 bits are compared and added as doubles; passed through, they keep their digits.</remarks>
sealed class JmesNumber
{
    JmesNumber(bool isInteger, Int128 integer, double value)
    {
        IsInteger = isInteger;
        Integer = integer;
        Double = value;
    }

    public bool IsInteger { get; }

    /// <summary>The value of an integer.</summary>
    public Int128 Integer { get; }

    /// <summary>The value, rounded to a double where it is a large integer.</summary>
    public double Double { get; }

    public static JmesNumber Of(Int128 integer) => new(true, integer, (double)integer);
    public static JmesNumber Of(double value) => new(false, 0, value);

    public static JmesNumber Of(JsonElement element)
    {
        if (element.TryGetInt64(out var small)) return Of((Int128)small);
        var digits = JsonMarshal.GetRawUtf8Value(element);
        return Int128.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large) ? Of(large) : Of(element.GetDouble());
    }

    /// <summary>Reads a string as Python's <c>int()</c>, then <c>float()</c>, would; null where neither can.</summary>
    public static JmesNumber? Find(string text)
    {
        var plain = WithoutGroups(text.AsSpan().Trim());
        if (Int128.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)) return Of(integer);
        const NumberStyles Float = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return HasDigit(plain) && double.TryParse(plain, Float, CultureInfo.InvariantCulture, out var value) ? Of(value) : null;
    }

    /// <summary>Python allows single underscores between digits.</summary>
    static string WithoutGroups(ReadOnlySpan<char> text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var group = text[i] == '_' && i > 0 && i + 1 < text.Length && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]);
            if (!group) plain.Append(text[i]);
        }
        return plain.ToString();
    }

    /// <summary>False for <c>nan</c> and <c>inf</c>, which JSON cannot say.</summary>
    static bool HasDigit(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('0', '9') >= 0;

    public int CompareTo(JmesNumber other)
    {
        if (IsInteger && other.IsInteger) return Integer.CompareTo(other.Integer);
        if (IsInteger) return -CompareDouble(other.Double, Integer);
        return other.IsInteger ? CompareDouble(Double, other.Integer) : Double.CompareTo(other.Double);
    }

    /// <summary>Exact, as in Python: 9007199254740993 is not 9007199254740992.0.</summary>
    static int CompareDouble(double value, Int128 integer)
    {
        if (Math.Abs(value) >= 1e38) return value.CompareTo((double)integer);
        var whole = (Int128)Math.Floor(value);
        return whole != integer ? whole.CompareTo(integer) : Math.Floor(value) < value ? 1 : 0;
    }

    /// <summary>The number as Python prints it, which is JSON but for infinity.</summary>
    public override string ToString() => IsInteger ? Integer.ToString(CultureInfo.InvariantCulture) : PythonFloat.Repr(Double);
}

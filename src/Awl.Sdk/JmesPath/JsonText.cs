using System.Globalization;
using System.Text;

namespace Awl.JmesPath;

/// <summary>The inside of a JSON string, read as Python's json module reads it, with its words for what is wrong.</summary>
/// <remarks>Half a surrogate pair passes, as it does there; System.Text.Json would refuse it.</remarks>
static class JsonText
{
    public static bool TryUnescape(string text, out string unescaped, out string fault)
    {
        unescaped = text;
        fault = "";
        if (text.AsSpan().IndexOfAny('\\', '"') < 0 && !text.AsSpan().ContainsAnyInRange('\0', '\u001f')) return true;

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < ' ') fault = "Invalid control character at";
            else if (text[i] == '"') fault = "Extra data";
            else if (text[i] == '\\') fault = Escape(text, ref i, result);
            else result.Append(text[i]);

            if (fault.Length > 0) return false;
        }
        unescaped = result.ToString();
        return true;
    }

    static string Escape(string text, ref int i, StringBuilder result)
    {
        if (++i == text.Length) return "Unterminated string starting at";
        if (text[i] == 'u')
        {
            if (!TryHex(text, i + 1, out var unit)) return "Invalid \\uXXXX escape";
            result.Append(unit);
            i += 4;
            return "";
        }
        if (Simple(text[i]) is not { } plain) return "Invalid \\escape";
        result.Append(plain);
        return "";
    }

    static char? Simple(char c) => c switch
    {
        '"' or '\\' or '/' => c,
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => null,
    };

    static bool TryHex(string text, int start, out char unit)
    {
        unit = '\0';
        if (start + 4 > text.Length) return false;
        var valid = ushort.TryParse(text.AsSpan(start, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number);
        unit = (char)number;
        return valid;
    }
}

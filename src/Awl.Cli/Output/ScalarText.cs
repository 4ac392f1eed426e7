using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Awl.JmesPath;

namespace Awl.Cli.Output;

/// <summary>A value as Python's <c>str()</c> prints it: what stands in a column of text and table output.</summary>
static class ScalarText
{
    public static bool IsScalar(JsonElement value) => value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object);

    /// <summary>The text of a scalar. A list or an object, which only mixed documents put in a scalar's place, comes as Python writes it in source.</summary>
    public static string Of(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return value.GetString()!;
        if (IsScalar(value)) return OfPlain(value);

        var text = new StringBuilder();
        AppendSource(text, value);
        return text.ToString();
    }

    /// <summary>A number as Python prints it.</summary>
    public static string OfNumber(JsonElement number)
    {
        var digits = JsonMarshal.GetRawUtf8Value(number);
        if (PythonFloat.IsFloat(digits)) return PythonFloat.Repr(number.GetDouble());
        return digits.SequenceEqual("-0"u8) ? "0" : Encoding.UTF8.GetString(digits);
    }

    static string OfPlain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => OfNumber(value),
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        _ => "None",
    };

    static void AppendSource(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String: PythonString.Quote(text, value.GetString()!); break;
            case JsonValueKind.Array: AppendList(text, value); break;
            case JsonValueKind.Object: AppendObject(text, value); break;
            default: text.Append(OfPlain(value)); break;
        }
    }

    static void AppendList(StringBuilder text, JsonElement list)
    {
        var separator = "[";
        foreach (var item in list.EnumerateArray())
        {
            text.Append(separator);
            AppendSource(text, item);
            separator = ", ";
        }
        text.Append(separator == "[" ? "[]" : "]");
    }

    static void AppendObject(StringBuilder text, JsonElement value)
    {
        var separator = "{";
        foreach (var property in value.EnumerateObject())
        {
            text.Append(separator);
            PythonString.Quote(text, property.Name);
            text.Append(": ");
            AppendSource(text, property.Value);
            separator = ", ";
        }
        text.Append(separator == "{" ? "{}" : "}");
    }
}

using System.Runtime.InteropServices;
using System.Text;

namespace Awl.JmesPath;

/// <summary>Values as Python prints them: jmespath.py puts them so into its messages.</summary>
static class PythonText
{
    /// <summary>Python's <c>str(value)</c>.</summary>
    public static string Str(JmesValue value)
    {
        if (value.Kind == JmesKind.String) return value.Text;
        var text = new StringBuilder();
        Repr(text, value);
        return text.ToString();
    }

    /// <summary>Python's name for the type of a value.</summary>
    public static string TypeName(JmesValue value) => value.Kind switch
    {
        JmesKind.Null => "NoneType",
        JmesKind.Boolean => "bool",
        JmesKind.Number => IsInteger(value) ? "int" : "float",
        JmesKind.String => "str",
        JmesKind.Array => "list",
        JmesKind.Object => "dict",
        _ => "_Expression",
    };

    /// <summary>A number as Python prints it; an integer keeps all its digits.</summary>
    public static string Number(JmesValue value)
    {
        if (!value.TryGetElement(out var element)) return value.Number.ToString();
        var digits = JsonMarshal.GetRawUtf8Value(element);
        return PythonFloat.IsFloat(digits) ? PythonFloat.Repr(element.GetDouble()) : digits.SequenceEqual("-0"u8) ? "0" : Encoding.UTF8.GetString(digits);
    }

    /// <summary>Python's <c>repr</c> of a list of names.</summary>
    public static string Names(IEnumerable<string> names) => "['" + string.Join("', '", names) + "']";

    static bool IsInteger(JmesValue value)
        => value.TryGetElement(out var element) ? !PythonFloat.IsFloat(JsonMarshal.GetRawUtf8Value(element)) : value.Number.IsInteger;

    static void Repr(StringBuilder text, JmesValue value)
    {
        switch (value.Kind)
        {
            case JmesKind.Null: text.Append("None"); break;
            case JmesKind.Boolean: text.Append(value.Boolean ? "True" : "False"); break;
            case JmesKind.Number: text.Append(Number(value)); break;
            case JmesKind.String: PythonString.Quote(text, value.Text); break;
            case JmesKind.Array: List(text, value); break;
            case JmesKind.Object: Object(text, value); break;
            default: text.Append("<expression>"); break;
        }
    }

    static void List(StringBuilder text, JmesValue value)
    {
        text.Append('[');
        var start = text.Length;
        foreach (var item in value.Items)
        {
            if (text.Length > start) text.Append(", ");
            Repr(text, item);
        }
        text.Append(']');
    }

    static void Object(StringBuilder text, JmesValue value)
    {
        var (names, values) = (value.PropertyNames(), value.PropertyValues());
        text.Append('{');
        for (var i = 0; i < names.Count; i++)
        {
            if (i > 0) text.Append(", ");
            PythonString.Quote(text, names[i]);
            text.Append(": ");
            Repr(text, values[i]);
        }
        text.Append('}');
    }
}

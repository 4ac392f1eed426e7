using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Awl.JmesPath;

/// <summary>Writes a value as JSON.</summary>
static class JmesWriter
{
    public static void Write(Utf8JsonWriter writer, JmesValue value)
    {
        if (value.TryGetElement(out var element))
        {
            // As it stands: the digits as given, and no unescaping to escape again.
            writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(element), skipInputValidation: true);
            return;
        }

        switch (value.Kind)
        {
            case JmesKind.Null: writer.WriteNullValue(); break;
            case JmesKind.Boolean: writer.WriteBooleanValue(value.Boolean); break;
            case JmesKind.Number: writer.WriteRawValue(Digits(value.Number), skipInputValidation: true); break;
            case JmesKind.String: writer.WriteStringValue(value.Text); break;
            case JmesKind.Array: WriteList(writer, value); break;
            case JmesKind.Object: WriteObject(writer, value); break;
            default: throw new JmesPathException("Encountered unrecognized type in JSON encoder."); // an expression reference; AWS CLI's words
        }
    }

    /// <summary>The text of <c>to_string()</c>: compact, as Python's json module writes it, everything but ASCII escaped.</summary>
    /// <remarks>Source: jmespath.py, _func_to_string: json.dumps(arg, separators=(',', ':')).</remarks>
    public static string ToText(JmesValue value)
    {
        var text = new StringBuilder();
        AppendText(text, value);
        return text.ToString();
    }

    static void WriteList(Utf8JsonWriter writer, JmesValue value)
    {
        writer.WriteStartArray();
        foreach (var item in value.Items) Write(writer, item);
        writer.WriteEndArray();
    }

    static void WriteObject(Utf8JsonWriter writer, JmesValue value)
    {
        var (names, values) = (value.PropertyNames(), value.PropertyValues());
        writer.WriteStartObject();
        for (var i = 0; i < names.Count; i++)
        {
            writer.WritePropertyName(names[i]);
            Write(writer, values[i]);
        }
        writer.WriteEndObject();
    }

    /// <summary>JSON has no infinity, but reads as one what no double can hold.</summary>
    static string Digits(JmesNumber number)
        => double.IsFinite(number.Double) ? number.ToString() : number.Double > 0 ? "1e999" : "-1e999";

    static void AppendText(StringBuilder text, JmesValue value)
    {
        switch (value.Kind)
        {
            case JmesKind.Null: text.Append("null"); break;
            case JmesKind.Boolean: text.Append(value.Boolean ? "true" : "false"); break;
            case JmesKind.Number: text.Append(Infinite(PythonText.Number(value))); break;
            case JmesKind.String: AppendString(text, value.Text); break;
            case JmesKind.Array: AppendList(text, value); break;
            case JmesKind.Object: AppendObject(text, value); break;
            default: AppendString(text, PythonText.Str(value)); break;
        }
    }

    static string Infinite(string number) => number switch { "inf" => "Infinity", "-inf" => "-Infinity", _ => number };

    static void AppendList(StringBuilder text, JmesValue value)
    {
        text.Append('[');
        var start = text.Length;
        foreach (var item in value.Items)
        {
            if (text.Length > start) text.Append(',');
            AppendText(text, item);
        }
        text.Append(']');
    }

    static void AppendObject(StringBuilder text, JmesValue value)
    {
        var (names, values) = (value.PropertyNames(), value.PropertyValues());
        text.Append('{');
        for (var i = 0; i < names.Count; i++)
        {
            if (i > 0) text.Append(',');
            AppendString(text, names[i]);
            text.Append(':');
            AppendText(text, values[i]);
        }
        text.Append('}');
    }

    static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            if (ShortEscape(c) is { } escape) text.Append('\\').Append(escape);
            else if (c is >= ' ' and <= '~') text.Append(c);
            else text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }
        text.Append('"');
    }

    static char? ShortEscape(char c) => c switch
    {
        '"' or '\\' => c,
        '\b' => 'b',
        '\f' => 'f',
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        _ => null,
    };
}

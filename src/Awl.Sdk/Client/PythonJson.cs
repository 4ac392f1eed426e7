using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Awl.Client;

/// <summary>JSON text as Python's <c>json.dumps</c> makes it: page tokens, and with sorted names what AWS CLI hashes into the names of its cache files.</summary>
static class PythonJson
{
    /// <summary>An object of texts and whole numbers, given in the order of their names.</summary>
    /// <param name="members">Names in ordinal order; a value is a text, a number, or <see cref="JsonElement"/>.</param>
    /// <param name="compact">Without the blanks after commas and colons.</param>
    public static string Object(IEnumerable<KeyValuePair<string, object?>> members, bool compact = false)
    {
        var text = new StringBuilder("{");
        foreach (var (name, value) in members)
        {
            if (value is null) continue;
            if (text.Length > 1) text.Append(compact ? "," : ", ");
            AppendText(text, name);
            text.Append(compact ? ":" : ": ");
            AppendValue(text, value, compact);
        }
        return text.Append('}').ToString();
    }

    static void AppendValue(StringBuilder text, object value, bool compact)
    {
        switch (value)
        {
            case string s: AppendText(text, s); break;
            case JsonElement element: AppendElement(text, element, compact); break;
            default: text.Append(CultureInfo.InvariantCulture, $"{value}"); break;
        }
    }

    static void AppendElement(StringBuilder text, JsonElement element, bool compact)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new SortedDictionary<string, object?>(StringComparer.Ordinal);
                foreach (var member in element.EnumerateObject()) members[member.Name] = member.Value;
                text.Append(Object(members, compact));
                break;
            case JsonValueKind.Array:
                text.Append('[');
                var first = true;
                foreach (var item in element.EnumerateArray())
                {
                    if (!first) text.Append(compact ? "," : ", ");
                    first = false;
                    AppendElement(text, item, compact);
                }
                text.Append(']');
                break;
            case JsonValueKind.String: AppendText(text, element.GetString()!); break;
            default: text.Append(element.GetRawText()); break;
        }
    }

    /// <summary>A text in quotes, everything but printable ASCII escaped.</summary>
    public static void AppendText(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' or > '~' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }
        text.Append('"');
    }
}

using System.Globalization;
using System.Text.Json;
using Awl.JmesPath;

namespace Awl.Protocols.Codecs;

/// <summary>Strings, blobs and numbers of an input as text for a form or an XML body.</summary>
static class ScalarText
{
    /// <summary>Text as it is, whole numbers with the digits given, other numbers as Python writes them, because AWS CLI sends those.</summary>
    public static string Of(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return value.GetString()!;

        var digits = value.GetRawText();
        return digits.AsSpan().ContainsAny('.', 'e', 'E') ? PythonFloat.Repr(double.Parse(digits, CultureInfo.InvariantCulture)) : digits;
    }
}

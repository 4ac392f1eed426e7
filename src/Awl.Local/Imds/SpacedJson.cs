using System.Text;
using System.Text.Json;

namespace Awl.Local.Imds;

/// <summary>An object as the metadata service writes it: two blanks before a name, a blank on both sides of the colon, lists on one line.</summary>
/// <remarks>Source: recorded answers.</remarks>
sealed class SpacedJson
{
    readonly StringBuilder _text = new("{");

    public SpacedJson Add(string name, string? value) => AddRaw(name, value is null ? "null" : Quote(value));

    public SpacedJson Add(string name, DateTimeOffset time) => Add(name, Time(time));

    /// <summary>A list on one line; null for an empty one.</summary>
    public SpacedJson Add(string name, IReadOnlyList<string> values)
        => AddRaw(name, values.Count == 0 ? "null" : $"[ {string.Join(", ", values.Select(Quote))} ]");

    /// <summary>The object, without a final line feed.</summary>
    public override string ToString() => _text + "\n}";

    /// <summary>A time without fractions, which AWS CLI needs so.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    SpacedJson AddRaw(string name, string value)
    {
        _text.Append(_text.Length == 1 ? "" : ",").Append("\n  \"").Append(name).Append("\" : ").Append(value);
        return this;
    }

    static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}

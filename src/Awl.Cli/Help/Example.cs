using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Awl.Cli.CommandLine;
using Awl.Config;

namespace Awl.Cli.Help;

/// <summary>An example of the models: what it does, the line that does it, what comes back.</summary>
static class Example
{
    static readonly JsonWriterOptions s_json = new() { Indented = true, IndentSize = 4, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(PageWriter page, JsonElement example, string command, IReadOnlyList<OptionSpec> options)
    {
        if (TextOf(example, "title") is { } title) page.Write(new Paragraph().Add(HtmlText.PlainText(title), TextStyle.Bold));
        if (TextOf(example, "description") is { } description && description != TextOf(example, "title"))
        {
            page.Tight();
            page.Text(HtmlText.PlainText(description));
        }
        page.In();
        page.Code(LineOf(command, example.TryGetProperty("input", out var input) ? input : default, options));
        if (example.TryGetProperty("output", out var output) && output is { ValueKind: JsonValueKind.Object } && output.GetPropertyCount() > 0)
        {
            page.Out();
            page.Write(new Paragraph().Add("Output:", TextStyle.Underlined));
            page.Tight();
            page.In();
            page.Code(Indented(output));
        }
        page.Out();
    }

    static string LineOf(string command, JsonElement input, IReadOnlyList<OptionSpec> options)
    {
        var line = new StringBuilder(command);
        if (input.ValueKind != JsonValueKind.Object) return command;
        foreach (var member in input.EnumerateObject())
        {
            if (OptionOf(member.Name, options) is { } option) Append(line, option, member.Value, options);
        }
        return line.ToString();
    }

    static OptionSpec? OptionOf(string member, IReadOnlyList<OptionSpec> options)
    {
        foreach (var option in options)
        {
            if (option is { Member: { } filled, IsHidden: false, FlagValue: true } && filled.Name == member) return option;
        }
        return null;
    }

    static void Append(StringBuilder line, OptionSpec option, JsonElement value, IReadOnlyList<OptionSpec> options)
    {
        if (option.Arity.Most == 0)
        {
            var flag = value.ValueKind == JsonValueKind.False ? options.FirstOrDefault(other => !other.FlagValue && other.Destination == option.Destination) : option;
            line.Append(" \\\n    ").Append((flag ?? option).Spelling);
            return;
        }
        line.Append(" \\\n    ").Append(option.Spelling);
        foreach (var word in WordsOf(value)) line.Append(' ').Append(ShellWords.Quote(word));
    }

    static IEnumerable<string> WordsOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(static item => item.ValueKind is JsonValueKind.Object or JsonValueKind.Array))
            return [Word(value)];
        return value.EnumerateArray().Select(Word);
    }

    static string Word(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    static string? TextOf(JsonElement example, string name)
        => example.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String && text.GetString() is { Length: > 0 } found ? found : null;

    static string Indented(JsonElement value)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, s_json)) value.WriteTo(json);
        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}

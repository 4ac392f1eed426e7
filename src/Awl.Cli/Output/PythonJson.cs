using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Awl.JmesPath;

namespace Awl.Cli.Output;

/// <summary>Lays JSON out as Python's <c>json.dumps(value, indent=4, ensure_ascii=False)</c> does, byte for byte.</summary>
/// <remarks>From token to token, without a document between: replies of 100,000 items pass through here.</remarks>
static class PythonJson
{
    public const int Indent = 4;

    /// <summary>Deeper JSON than this is refused, before it can exhaust the stack of a format that recurses.</summary>
    public const int MaxDepth = 1000;

    /// <summary>Writes a value, as it stands inside <paramref name="depth"/> others.</summary>
    public static void Write(ReadOnlySpan<byte> json, OutputBuffer output, int depth = 0)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        WriteValue(ref reader, output, depth);
    }

    /// <summary>Writes the items of an array without its brackets.</summary>
    /// <param name="array">The array, or nothing.</param>
    /// <param name="output">Where to.</param>
    /// <param name="depth">How many objects or arrays are open around the array.</param>
    /// <param name="isFirst">Whether no item stands before these.</param>
    public static void WriteItems(ReadOnlySpan<byte> array, OutputBuffer output, int depth, bool isFirst)
    {
        if (array.IsEmpty) return;
        var reader = new Utf8JsonReader(array, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Separate(output, depth + 1, isFirst);
            WriteValue(ref reader, output, depth + 1);
            isFirst = false;
        }
    }

    /// <summary>Writes a string in quotes.</summary>
    public static void WriteString(string text, OutputBuffer output)
    {
        output.Write("\""u8);
        WriteEscaped(Encoding.UTF8.GetBytes(text), output);
        output.Write("\""u8);
    }

    static void WriteValue(ref Utf8JsonReader reader, OutputBuffer output, int depth)
    {
        var level = depth;
        var isFirst = true;     // nothing stands yet in the innermost object or array
        var isNamed = true;     // the value follows its name, or is the outermost: no separator before it
        do
        {
            var token = reader.TokenType;
            if (token is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                level--;
                if (!isFirst) NewLine(output, level);
                output.Write(token == JsonTokenType.EndObject ? (byte)'}' : (byte)']');
                isFirst = false;
                continue;
            }

            if (!isNamed) Separate(output, level, isFirst);
            isNamed = token == JsonTokenType.PropertyName;
            isFirst = token is JsonTokenType.StartObject or JsonTokenType.StartArray;
            if (isFirst) level++;
            WriteToken(ref reader, token, output);
        }
        while (level > depth && reader.Read());
    }

    static void WriteToken(ref Utf8JsonReader reader, JsonTokenType token, OutputBuffer output)
    {
        switch (token)
        {
            case JsonTokenType.StartObject: output.Write((byte)'{'); break;
            case JsonTokenType.StartArray: output.Write((byte)'['); break;
            case JsonTokenType.PropertyName:
                WriteString(ref reader, output);
                output.Write(": "u8);
                break;
            case JsonTokenType.String: WriteString(ref reader, output); break;
            case JsonTokenType.Number: WriteNumber(reader.ValueSpan, output); break;
            default: output.Write(reader.ValueSpan); break;
        }
    }

    static void Separate(OutputBuffer output, int level, bool isFirst)
    {
        if (!isFirst) output.Write((byte)',');
        NewLine(output, level);
    }

    static void NewLine(OutputBuffer output, int level)
    {
        var length = 1 + level * Indent;
        var line = output.GetSpan(length)[..length];
        line.Fill((byte)' ');
        line[0] = (byte)'\n';
        output.Advance(length);
    }

    static void WriteString(ref Utf8JsonReader reader, OutputBuffer output)
    {
        output.Write((byte)'"');
        // JSON text without escapes has nothing that Python would escape: quotes, backslashes and control characters cannot stand in it.
        if (!reader.ValueIsEscaped) output.Write(reader.ValueSpan);
        else WriteUnescaped(ref reader, output);
        output.Write((byte)'"');
    }

    static void WriteUnescaped(ref Utf8JsonReader reader, OutputBuffer output)
    {
        var text = new byte[reader.ValueSpan.Length];
        WriteEscaped(text.AsSpan(0, reader.CopyString(text)), output);
    }

    static void WriteEscaped(ReadOnlySpan<byte> text, OutputBuffer output)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is >= 0x20 and not (byte)'"' and not (byte)'\\') continue;
            output.Write(text[start..i]);
            WriteEscape(text[i], output);
            start = i + 1;
        }
        output.Write(text[start..]);
    }

    static void WriteEscape(byte character, OutputBuffer output)
    {
        switch (character)
        {
            case (byte)'"': output.Write("\\\""u8); break;
            case (byte)'\\': output.Write("\\\\"u8); break;
            case (byte)'\b': output.Write("\\b"u8); break;
            case (byte)'\f': output.Write("\\f"u8); break;
            case (byte)'\n': output.Write("\\n"u8); break;
            case (byte)'\r': output.Write("\\r"u8); break;
            case (byte)'\t': output.Write("\\t"u8); break;
            default:
                output.Write("\\u00"u8);
                Utf8Formatter.TryFormat(character, output.GetSpan(2), out var written, new('x', 2));
                output.Advance(written);
                break;
        }
    }

    /// <summary>Integers keep their digits, however many; anything else becomes a double and is printed as Python does.</summary>
    static void WriteNumber(ReadOnlySpan<byte> digits, OutputBuffer output)
    {
        if (!PythonFloat.IsFloat(digits))
        {
            output.Write(digits.SequenceEqual("-0"u8) ? "0"u8 : digits);
            return;
        }

        Utf8Parser.TryParse(digits, out double value, out _);
        if (double.IsFinite(value)) output.Advance(PythonFloat.Format(value, output.GetSpan(PythonFloat.MaxLength)));
        else output.Write(value > 0 ? "Infinity"u8 : "-Infinity"u8);
    }
}

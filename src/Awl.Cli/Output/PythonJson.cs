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
    public static void Write(ReadOnlySpan<byte> json, OutputBuffer output, int depth = 0) => WriteTokens(json, output, depth, isFirst: true, isNamed: true);

    /// <summary>Writes the items of an array without its brackets.</summary>
    /// <param name="array">The array, or nothing.</param>
    /// <param name="output">Where to.</param>
    /// <param name="depth">How many objects or arrays are open around the array.</param>
    /// <param name="isFirst">Whether no item stands before these.</param>
    public static void WriteItems(ReadOnlySpan<byte> array, OutputBuffer output, int depth, bool isFirst)
    {
        if (!array.IsEmpty) WriteTokens(array[1..^1], output, depth + 1, isFirst, isNamed: false);
    }

    /// <summary>Writes a string in quotes.</summary>
    public static void WriteString(string text, OutputBuffer output)
    {
        output.Write("\""u8);
        WriteEscaped(Encoding.UTF8.GetBytes(text), output);
        output.Write("\""u8);
    }

    /// <param name="json">Was read or written as JSON before, so it is well-formed.</param>
    /// <param name="output">Where to.</param>
    /// <param name="level">How many objects or arrays are open.</param>
    /// <param name="isFirst">Nothing stands yet in the innermost of them.</param>
    /// <param name="isNamed">The value follows its name, or is the outermost: no separator before it.</param>
    static void WriteTokens(ReadOnlySpan<byte> json, OutputBuffer output, int level, bool isFirst, bool isNamed)
    {
        for (var at = 0; at < json.Length;)
        {
            var character = json[at];
            switch (character)
            {
                case (byte)',' or (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t': at++; continue;
                case (byte)':':
                    output.Write(": "u8);
                    (isNamed, at) = (true, at + 1);
                    continue;
                case (byte)'}' or (byte)']':
                    level--;
                    if (!isFirst) NewLine(output, level);
                    output.Write(character);
                    (isFirst, at) = (false, at + 1);
                    continue;
            }

            if (!isNamed) Separate(output, level, isFirst);
            (isNamed, isFirst) = (false, character is (byte)'{' or (byte)'[');
            if (!isFirst) { at += character == '"' ? WriteString(json[at..], output) : WriteLiteral(json[at..], output); continue; }

            output.Write(character);
            level++;
            at++;
        }
    }

    /// <summary>Writes the string at the start of the text, and returns its length there.</summary>
    static int WriteString(ReadOnlySpan<byte> json, OutputBuffer output)
    {
        var end = 1 + json[1..].IndexOfAny((byte)'"', (byte)'\\');
        if (json[end] == '"')
        {
            // JSON text without escapes has nothing that Python would escape: quotes, backslashes and control characters cannot stand in it.
            output.Write(json[..(end + 1)]);
            return end + 1;
        }
        for (; json[end] != '"'; end++)
        {
            if (json[end] == '\\') end++;
        }
        WriteUnescaped(json[..(end + 1)], output);
        return end + 1;
    }

    /// <summary>Writes the number or word at the start of the text, and returns its length there.</summary>
    static int WriteLiteral(ReadOnlySpan<byte> json, OutputBuffer output)
    {
        var length = json.IndexOfAny(",]} \n\r\t"u8) is >= 0 and var end ? end : json.Length;
        if (json[0] is (byte)'t' or (byte)'f' or (byte)'n') output.Write(json[..length]);
        else WriteNumber(json[..length], output);
        return length;
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

    static void WriteUnescaped(ReadOnlySpan<byte> json, OutputBuffer output)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var text = new byte[json.Length];
        output.Write((byte)'"');
        WriteEscaped(text.AsSpan(0, reader.CopyString(text)), output);
        output.Write((byte)'"');
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

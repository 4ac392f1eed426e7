using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Awl.JmesPath;

/// <summary>A parsed JMESPath expression: selects and reshapes JSON, as <c>--query</c>, waiters and paginators do.</summary>
/// <remarks>
/// Behaves as jmespath.py, which AWS CLI uses: strings can be ordered with <c>&lt;</c>, numbers keep Python's difference between
/// integers and floats, objects keep the order of their keys. An expression never changes and may be used by many threads.
/// Source: JMESPath specification (jmespath.org); jmespath.py where the specification is silent.
/// </remarks>
public sealed class JmesPathExpression
{
    // A computed result may nest as deep as the writer allows; the reader's own default, 64, is less.
    const int MaxResultDepth = 1000;

    readonly Node _root;

    JmesPathExpression(string text, Node root)
    {
        Text = text;
        _root = root;
    }

    /// <summary>The expression as it was given to <see cref="Parse"/>.</summary>
    public string Text { get; }

    internal Node Root => _root;

    /// <summary>Parses an expression.</summary>
    /// <exception cref="UsageException">The text is no JMESPath expression; the message shows where, in jmespath.py's words.</exception>
    public static JmesPathExpression Parse(string text) => new(text, new Parser(text).Parse());

    /// <summary>The part of <paramref name="input"/> that the expression selects; a null element where it selects nothing.</summary>
    /// <returns>An element of the same document where the result stands in it as it is, otherwise an element of a new document.</returns>
    /// <exception cref="JmesPathException">A function cannot take its arguments, or no function has that name.</exception>
    public JsonElement Evaluate(JsonElement input) => ToElement(Find(input));

    /// <summary>Writes what the expression selects from <paramref name="input"/>, <c>null</c> where that is nothing.</summary>
    /// <remarks>Parts of the input are written as they stand in it, with the same digits, escapes and white space.</remarks>
    /// <exception cref="JmesPathException">A function cannot take its arguments, or no function has that name.</exception>
    public void WriteTo(Utf8JsonWriter writer, JsonElement input) => JmesWriter.Write(writer, Find(input));

    /// <summary>The result without a copy: lists of a projection hold elements of the input's document.</summary>
    internal JmesValue Find(JsonElement input)
    {
        try
        {
            return _root.Evaluate(new JmesValue(input));
        }
        catch (InvalidOperationException e) when (e is not ObjectDisposedException)
        {
            // JsonElement reports an escape such as \ud800 without its other half only when the text is read. AWS CLI fails on it as well.
            throw new JmesPathException("The JSON holds text that is not valid Unicode: half of a surrogate pair.", e);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    static JsonElement ToElement(JmesValue value)
    {
        if (value.IsNull) return JsonElement.Parse("null"u8);
        if (value.TryGetElement(out var element)) return element;

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }))
            JmesWriter.Write(writer, value);
        return JsonElement.Parse(buffer.WrittenSpan, new() { MaxDepth = MaxResultDepth });
    }
}

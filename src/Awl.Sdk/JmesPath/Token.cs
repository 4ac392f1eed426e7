namespace Awl.JmesPath;

/// <summary>A word of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it starts, in UTF-16 units of the expression.</param>
/// <param name="Text">The text of operators, the name of identifiers, the digits of numbers; for literals, null.</param>
/// <param name="Literal">The value of a literal.</param>
readonly record struct Token(TokenKind Kind, int Start, string? Text, JmesValue Literal = default)
{
    /// <summary>The value as messages print it.</summary>
    public string Shown => Text ?? PythonText.Str(Literal);

    /// <summary>A number; one too large for 64 bits is beyond any list, so the nearest that fits will do.</summary>
    public long Number => long.TryParse(Text, out var number) ? number : Text![0] == '-' ? long.MinValue : long.MaxValue;
}

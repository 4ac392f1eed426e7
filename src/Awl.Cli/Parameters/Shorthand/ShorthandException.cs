namespace Awl.Cli.Parameters.Shorthand;

/// <summary>A text that is no shorthand. Whoever knows the option's name says it to the user.</summary>
sealed class ShorthandException(string message) : Exception(message)
{
    /// <summary>Something else than expected.</summary>
    public static ShorthandException Expected(string expected, string received, string text, int place)
        => new($"Expected: '{expected}', received: '{received}' for input:\n {Point(text, place)}");

    /// <summary>The same key twice in one value.</summary>
    public static ShorthandException Duplicate(string key, string text, int place)
        => new($"Second instance of key \"{key}\" encountered for input:\n{Point(text, place)}\nThis is often because there is a preceding \",\" instead of a space.");

    /// <summary>The text with a caret under the place, on a line of its own after the line that it points at.</summary>
    static string Point(string text, int place)
    {
        place = Math.Min(place, text.Length);
        var lineStart = place == 0 ? 0 : text.LastIndexOf('\n', place - 1) + 1;
        var lineEnd = text.IndexOf('\n', place) is >= 0 and var end ? end : text.Length;
        var caret = new string(' ', PythonSpace.CountCharacters(text.AsSpan(lineStart..place))) + "^";
        return $"{text[..lineEnd]}\n{caret}{text[lineEnd..]}";
    }
}

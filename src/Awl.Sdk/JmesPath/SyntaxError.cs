namespace Awl.JmesPath;

/// <summary>Words the faults of an expression, with a caret under the place.</summary>
/// <remarks>Source: jmespath.py, exceptions.py. Columns count characters, not UTF-16 units.</remarks>
static class SyntaxError
{
    public static UsageException Empty() => new("Invalid JMESPath expression: cannot be empty.");

    public static UsageException Lexical(string expression, int position, string message)
        => new($"Bad jmespath expression: {message}:\n{expression}\n{Caret(Column(expression, position))}");

    public static UsageException Incomplete(string expression)
        => new($"Invalid jmespath expression: Incomplete expression:\n\"{expression}\"\n{Caret(Column(expression, expression.Length) + 1)}");

    public static UsageException Unexpected(string expression, Token token, string message)
    {
        var column = Column(expression, token.Start);
        return new($"{message}: Parse error at column {column}, token \"{token.Shown}\" ({token.Kind.Name().ToUpperInvariant()}), " +
            $"for expression:\n\"{expression}\"\n{Caret(column + 1)}");
    }

    /// <summary>Not jmespath.py's: it fails with Python's recursion limit at about the same depth.</summary>
    public static UsageException TooDeep(int levels) => new($"Invalid jmespath expression: nested more than {levels} levels deep.");

    static string Caret(int column) => new string(' ', column) + "^";

    static int Column(string expression, int position)
    {
        var column = 0;
        foreach (var c in expression.AsSpan(0, position)) if (!char.IsLowSurrogate(c)) column++;
        return column;
    }
}

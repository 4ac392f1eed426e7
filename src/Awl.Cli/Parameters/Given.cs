namespace Awl.Cli.Parameters;

/// <summary>What the line gives for an option: the words of a list, or one value.</summary>
readonly struct Given
{
    /// <param name="words">The words as they stand on the line.</param>
    /// <param name="isList">Whether the option takes any number of them.</param>
    public Given(IReadOnlyList<string> words, bool isList)
        => (Words, Value, IsList) = (words, isList ? null! : new InputValue.Text(words[0]), isList);

    /// <summary>What a file holds, even where a list was asked for.</summary>
    public Given(InputValue loaded) => (Words, Value) = ([], loaded);

    /// <summary>Whether it is words, zero or more.</summary>
    public bool IsList { get; }

    public IReadOnlyList<string> Words { get; }

    /// <summary>The one value, where it is no list.</summary>
    public InputValue Value { get; }

    /// <summary>Whether it, or its first word, begins as an array or object of JSON does.</summary>
    public bool LooksLikeJson
        => FirstText is { } text && PythonSpace.TrimStart(text) is ['[' or '{', ..];

    string? FirstText => IsList ? Words is [var first, ..] ? first : null : (Value as InputValue.Text)?.Value;
}

using Awl.Cli.CommandLine;

namespace Awl.Cli.Parameters;

/// <summary>The options of a line that no member of the model stands behind: the command reads them itself. Their values may stand in files too.</summary>
sealed class OwnOptions(ParsedOptions options, ParameterFiles files)
{
    /// <summary>The text of an option; null when it was not given or is empty, which AWS CLI treats alike.</summary>
    /// <exception cref="UsageException">Its file cannot be read.</exception>
    public string? Text(string name) => Value(name) is InputValue.Text { Value: { Length: > 0 } text } ? text : null;

    /// <summary>The value of an option: text or the bytes of a file; null when it was not given.</summary>
    public InputValue? Value(string name)
        => options.Find(name) is { Values: [var word, ..] } entry ? files.Find(entry.Option, word) ?? new InputValue.Text(word) : null;

    /// <summary>The words of an option; empty when it was not given.</summary>
    public IReadOnlyList<string> Words(string name) => options.Values(name);

    /// <summary>What a flag said; null when it was not given.</summary>
    public bool? Flag(string name) => options.Flag(name);
}

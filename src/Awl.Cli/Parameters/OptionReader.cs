using System.Text;
using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Cli.Parameters.Shorthand;
using Awl.Model;

namespace Awl.Cli.Parameters;

/// <summary>Makes the value of a member of what the line gives for its option: a scalar, JSON, shorthand, or what a file holds.</summary>
/// <remarks>Source: aws-cli v2, argprocess.py.</remarks>
sealed class OptionReader(Operation operation, ParameterFiles files)
{
    readonly ShorthandParser _shorthand = new(files);

    /// <param name="option">The option, for messages.</param>
    /// <param name="member">The member that it fills.</param>
    /// <param name="words">What follows the option; a list may have any number of words.</param>
    /// <exception cref="UsageException">It is nothing that the option takes.</exception>
    /// <exception cref="CommandFailedException">The same, where AWS CLI lets a plain Python error through.</exception>
    public InputValue Read(OptionSpec option, Member member, IReadOnlyList<string> words)
    {
        var given = new Given(words, isList: member.Shape.Kind == ShapeKind.List);
        if (words is [var only] && files.Find(option, only) is { } loaded) given = new(loaded);

        if (!given.LooksLikeJson && TakesShorthand(member.Shape)) return ReadShorthand(option, member.Shape, given);
        return given.IsList ? ReadWords(option, member.Shape, given) : ReadOne(option, member.Shape, member, given.Value);
    }

    /// <summary>A wrong value, in AWS CLI's words.</summary>
    public static UsageException Error(OptionSpec option, string message) => new($"Error parsing parameter '{option.Spelling}': {message}");

    /// <summary>Lists of scalars need no shorthand, and documents have none: its texts could not be told from numbers.</summary>
    static bool TakesShorthand(Shape shape) => !IsDocument(shape)
        && (shape.Kind is ShapeKind.Structure or ShapeKind.Map || (shape.Kind == ShapeKind.List && IsComplex(shape.Element.Shape)));

    static bool IsComplex(Shape shape) => shape.Kind is ShapeKind.Structure or ShapeKind.List or ShapeKind.Map;

    /// <summary>A document, or lists and maps of nothing else.</summary>
    static bool IsDocument(Shape shape) => shape.IsDocument || shape.Kind switch
    {
        ShapeKind.List => IsDocument(shape.Element.Shape),
        ShapeKind.Map => IsDocument(shape.Value.Shape),
        _ => false,
    };

    InputValue ReadShorthand(OptionSpec option, Shape shape, Given given)
    {
        if (OldForms.Find(option, operation, shape, given) is { } value) return value;
        try
        {
            InputValue parsed = given.IsList ? ParseAll(given.Words) : _shorthand.Parse(ShorthandOf(given.Value));
            ShorthandCoercion.Apply(shape, parsed);
            return parsed;
        }
        catch (ShorthandException e) { throw Error(option, e.Message); }
    }

    InputValue.List ParseAll(IReadOnlyList<string> words)
    {
        var list = new InputValue.List();
        foreach (var word in words) list.Items.Add(_shorthand.Parse(word));
        return list;
    }

    InputValue ReadWords(OptionSpec option, Shape list, Given given)
    {
        if (given.Words is [var only] && only.AsSpan().Trim() is ['[', ..]) return ReadJson(option, new InputValue.Text(only));
        return ReadElements(option, list, given.Words);
    }

    InputValue.List ReadElements(OptionSpec option, Shape list, IReadOnlyList<string> words)
    {
        var values = new InputValue.List();
        try
        {
            foreach (var word in words) values.Items.Add(ReadOne(option, list.Element.Shape, list.Element, new InputValue.Text(word)));
        }
        catch (CommandFailedException) when (!IsComplex(list.Element.Shape)) { throw Error(option, words[0]); }
        return values;
    }

    InputValue ReadOne(OptionSpec option, Shape shape, Member member, InputValue value)
    {
        if (shape.IsDocument || IsJsonHeader(member)) return ReadJson(option, value);
        return shape.Kind switch
        {
            ShapeKind.Structure or ShapeKind.Map => ReadStructure(option, value),
            ShapeKind.List => ReadList(option, shape, TextOf(option, value)),
            ShapeKind.Integer or ShapeKind.Long => Scalars.Integer(DigitsOf(value)),
            ShapeKind.Float or ShapeKind.Double => Scalars.Float(DigitsOf(value)),
            ShapeKind.Boolean => new InputValue.Boolean(!(value is InputValue.Text text
                && (text.Value.Length == 0 || text.Value.Equals("false", StringComparison.OrdinalIgnoreCase)))),
            _ => value,
        };
    }

    /// <summary>A string of a header that carries JSON is given as JSON.</summary>
    static bool IsJsonHeader(Member member) => member.IsJsonValue && member.Location == MemberLocation.Header;

    static InputValue ReadStructure(OptionSpec option, InputValue value)
    {
        var text = TextOf(option, value);
        return FirstOf(text) == '{' ? ReadJson(option, value) : throw Error(option, $"Invalid JSON:\n{text}");
    }

    /// <remarks>A text from a file that is no JSON is taken apart into its characters: AWS CLI does so too, and no script can rely on anything else.</remarks>
    InputValue ReadList(OptionSpec option, Shape list, string text)
    {
        if (FirstOf(text) == '[') return ReadJson(option, new InputValue.Text(text));

        var characters = new List<string>();
        foreach (var rune in text.EnumerateRunes()) characters.Add(rune.ToString());
        return ReadElements(option, list, characters);
    }

    static char FirstOf(string text) => PythonSpace.TrimStart(text) is [var first, ..] ? first : throw new CommandFailedException("string index out of range");

    static InputValue ReadJson(OptionSpec option, InputValue value)
    {
        var text = TextOf(option, value);
        try { return PythonJson.Parse(text); }
        catch (PythonJsonException e) { throw Error(option, $"Invalid JSON: {e.Message}\nJSON received: {text}"); }
    }

    static string ShorthandOf(InputValue value) => value is InputValue.Text text
        ? text.Value
        : throw new CommandFailedException("fileb:// gives bytes, and this option takes text. Use file:// instead.");

    static string DigitsOf(InputValue value) => value is InputValue.Bytes bytes ? Encoding.Latin1.GetString(bytes.Value) : ((InputValue.Text)value).Value;

    static string TextOf(OptionSpec option, InputValue value) => value is InputValue.Text text
        ? text.Value
        : throw Error(option, "fileb:// gives bytes, and this option takes text. Use file:// instead.");
}

using Awl.Cli.CommandLine;
using Awl.Cli.Errors;
using Awl.Model;

namespace Awl.Cli.Parameters.Shorthand;

/// <summary>Makes of shorthand's texts what the model wants: numbers, booleans, and a list where one value stands for it.</summary>
/// <remarks>
/// An element of a list that was given without brackets stays a text, whatever the model says: the validation then reports it.
/// Source: aws-cli v2, shorthand.py, <c>BackCompatVisitor</c>; the errors about numbers are Python's own.
/// </remarks>
static class ShorthandCoercion
{
    /// <summary>Coerces a value that was parsed for a whole option, in place.</summary>
    /// <exception cref="ShorthandException">A document stands in it.</exception>
    public static void Apply(Shape shape, InputValue value)
    {
        // What stands for a whole list is left as it is.
        if (shape.Kind != ShapeKind.List || value is InputValue.List) _ = Coerce(shape, value);
    }

    /// <returns>The value that takes its place.</returns>
    static InputValue Coerce(Shape shape, InputValue value) => shape.Kind switch
    {
        ShapeKind.Structure => CoerceStructure(shape, value),
        ShapeKind.List => CoerceList(shape, value),
        ShapeKind.Map => CoerceMap(shape, value),
        ShapeKind.Integer or ShapeKind.Long => CoerceInteger(value),
        ShapeKind.Float or ShapeKind.Double => CoerceFloat(value),
        ShapeKind.Boolean => CoerceBoolean(value),
        _ => value,
    };

    static InputValue CoerceStructure(Shape shape, InputValue value)
    {
        if (value is not InputValue.Map map) return value;
        foreach (var member in shape.Members)
        {
            var name = member.Name;
            if (map.Find(name) is not { } given) continue;
            if (IsDocument(member.Shape, given)) throw DocumentAt(name);
            map[name] = Coerce(member.Shape, given);
        }
        return value;
    }

    /// <summary>Whether a document would be read from the value: it is one, or stands as element of the lists and maps in it.</summary>
    static bool IsDocument(Shape shape, InputValue value) => value switch
    {
        _ when shape.IsDocument => true,
        InputValue.List { Items.Count: > 0 } list when shape.Kind == ShapeKind.List => IsDocument(shape.Element.Shape, list.Items[0]),
        InputValue.Map { Members.Count: > 0 } map when shape.Kind == ShapeKind.Map => IsDocument(shape.Value.Shape, map.Members.GetAt(0).Value),
        _ => false,
    };

    static ShorthandException DocumentAt(string member)
        => new($"Shorthand syntax does not support document types. Use JSON input for top-level argument to specify nested parameter: {member}");

    static InputValue CoerceList(Shape shape, InputValue value)
    {
        if (value is not InputValue.List list) return new InputValue.List { Items = { value } };
        for (var i = 0; i < list.Items.Count; i++) list.Items[i] = Coerce(shape.Element.Shape, list.Items[i]);
        return list;
    }

    static InputValue CoerceMap(Shape shape, InputValue value)
    {
        if (value is not InputValue.Map map) return value;
        for (var i = 0; i < map.Members.Count; i++) map.Members.SetAt(i, Coerce(shape.Value.Shape, map.Members.GetAt(i).Value));
        return map;
    }

    static InputValue CoerceInteger(InputValue value) => TextOf(value) is { } text
        ? Scalars.Integer(text)
        : throw new CommandFailedException($"int() argument must be a string, a bytes-like object or a real number, not '{value.PythonType}'");

    static InputValue CoerceFloat(InputValue value) => TextOf(value) is { } text
        ? Scalars.Float(text)
        : throw new CommandFailedException($"float() argument must be a string or a real number, not '{value.PythonType}'");

    static InputValue CoerceBoolean(InputValue value)
    {
        if (value is InputValue.Bytes) return value;
        if (TextOf(value) is not { } text) throw new CommandFailedException($"'{value.PythonType}' object has no attribute 'lower'");
        return text.Equals("true", StringComparison.OrdinalIgnoreCase) ? new InputValue.Boolean(true)
            : text.Equals("false", StringComparison.OrdinalIgnoreCase) ? new InputValue.Boolean(false)
            : value;
    }

    static string? TextOf(InputValue value) => value switch
    {
        InputValue.Text text => text.Value,
        InputValue.Bytes bytes => System.Text.Encoding.Latin1.GetString(bytes.Value),
        _ => null,
    };
}

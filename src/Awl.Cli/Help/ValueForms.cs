using System.Text;
using Awl.Model;

namespace Awl.Cli.Help;

/// <summary>How a value is written on the command line: in shorthand, and as JSON.</summary>
/// <remarks>Source of the placeholders: aws-cli v2, argprocess.py (<c>ParamShorthandDocGen</c>) and clidocs.py.</remarks>
static class ValueForms
{
    /// <summary>Deeper than this no form is readable.</summary>
    const int MostLevels = 6;

    /// <summary>The word for a type.</summary>
    public static string TypeOf(Shape shape) => shape.Kind switch
    {
        _ when shape.IsDocument => "document",
        ShapeKind.Structure when shape.IsUnion => "union",
        ShapeKind.List => $"list of {TypeOf(shape.Element.Shape)}",
        var kind => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>The form in shorthand, or null where the value has none or needs none.</summary>
    public static string? Shorthand(Shape shape)
    {
        var text = new StringBuilder();
        var found = shape.Kind switch
        {
            ShapeKind.Structure => WriteMembers(text, shape, []),
            ShapeKind.Map => WriteEntries(text, shape, []),
            ShapeKind.List when shape.Element.Shape.Kind == ShapeKind.Structure => WriteMembers(text, shape.Element.Shape, []),
            ShapeKind.List when shape.Element.Shape.Kind is ShapeKind.Map => WriteEntries(text, shape.Element.Shape, []),
            _ => false,
        };
        if (!found) return null;
        if (shape.Kind == ShapeKind.List) text.Append(" ...");
        return text.ToString();
    }

    /// <summary>The form as JSON, in lines; null for a scalar.</summary>
    public static string? Json(Shape shape)
    {
        if (shape.IsDocument || !IsComplex(shape)) return null;
        var text = new StringBuilder();
        WriteJson(text, shape, [], 0);
        return text.ToString();
    }

    /// <summary>Whether the value is any number of plain words.</summary>
    public static bool IsListOfScalars(Shape shape) => shape.Kind == ShapeKind.List && !IsComplex(shape.Element.Shape);

    static bool IsComplex(Shape shape) => shape.Kind is ShapeKind.Structure or ShapeKind.List or ShapeKind.Map;

    static bool WriteMembers(StringBuilder text, Shape structure, List<Shape> within)
    {
        if (structure.IsDocument || structure.Members.Count == 0 || !TryEnter(structure, within)) return false;

        var isFirst = true;
        foreach (var member in structure.Members)
        {
            if (!isFirst) text.Append(',');
            isFirst = false;
            text.Append(member.Name).Append('=');
            if (!WriteValue(text, member.Shape, within)) return false;
        }
        within.RemoveAt(within.Count - 1);
        return true;
    }

    static bool WriteEntries(StringBuilder text, Shape map, List<Shape> within)
    {
        if (!TryEnter(map, within)) return false;
        var key = map.Key.Shape.EnumValues is [var first, ..] ? first : "KeyName1";
        text.Append(key).Append('=');
        if (!WriteValue(text, map.Value.Shape, within)) return false;
        text.Append(",KeyName2=");
        if (!WriteValue(text, map.Value.Shape, within)) return false;
        within.RemoveAt(within.Count - 1);
        return true;
    }

    static bool WriteValue(StringBuilder text, Shape shape, List<Shape> within)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Structure: return WriteEnclosed(text, '{', shape, within, '}');
            case ShapeKind.Map: return WriteEnclosed(text, '{', shape, within, '}');
            case ShapeKind.List when IsComplex(shape.Element.Shape): return WriteList(text, shape, within);
            case ShapeKind.List:
                var word = TypeOf(shape.Element.Shape);
                text.Append(word).Append(',').Append(word);
                return true;
            default:
                text.Append(TypeOf(shape));
                return true;
        }
    }

    static bool WriteList(StringBuilder text, Shape list, List<Shape> within)
    {
        if (!TryEnter(list, within)) return false;
        text.Append('[');
        if (!WriteValue(text, list.Element.Shape, within)) return false;
        text.Append(']');
        within.RemoveAt(within.Count - 1);
        return true;
    }

    static bool WriteEnclosed(StringBuilder text, char open, Shape shape, List<Shape> within, char close)
    {
        text.Append(open);
        if (!(shape.Kind == ShapeKind.Map ? WriteEntries(text, shape, within) : WriteMembers(text, shape, within))) return false;
        text.Append(close);
        return true;
    }

    static bool TryEnter(Shape shape, List<Shape> within)
    {
        if (within.Contains(shape) || within.Count == MostLevels) return false;
        within.Add(shape);
        return true;
    }

    static void WriteJson(StringBuilder text, Shape shape, List<Shape> within, int indent)
    {
        if (within.Contains(shape) || within.Count == MostLevels)
        {
            text.Append(shape.Kind == ShapeKind.List ? "[ ... ]" : "{ ... }");
            return;
        }
        within.Add(shape);
        switch (shape.Kind)
        {
            case ShapeKind.Structure: WriteJsonMembers(text, shape, within, indent); break;
            case ShapeKind.Map: WriteJsonEntry(text, shape, within, indent); break;
            case ShapeKind.List: WriteJsonElements(text, shape, within, indent); break;
            default: WriteJsonScalar(text, shape); break;
        }
        within.RemoveAt(within.Count - 1);
    }

    static void WriteJsonMembers(StringBuilder text, Shape structure, List<Shape> within, int indent)
    {
        if (structure.IsDocument || structure.Members.Count == 0)
        {
            text.Append(structure.IsDocument ? "any JSON" : "{}");
            return;
        }
        text.Append('{');
        var isFirst = true;
        foreach (var member in structure.Members)
        {
            text.Append(isFirst ? "" : ",").Append('\n').Append(' ', indent + 2).Append('"').Append(member.Name).Append("\": ");
            WriteJson(text, member.Shape, within, indent + 2);
            isFirst = false;
        }
        text.Append('\n').Append(' ', indent).Append('}');
    }

    static void WriteJsonEntry(StringBuilder text, Shape map, List<Shape> within, int indent)
    {
        text.Append("{\"").Append(map.Key.Shape.EnumValues is { Length: > 0 } keys ? string.Join("\"|\"", keys) : "string").Append("\": ");
        WriteJson(text, map.Value.Shape, within, indent + 2);
        text.Append(" ...}");
    }

    static void WriteJsonElements(StringBuilder text, Shape list, List<Shape> within, int indent)
    {
        text.Append('[');
        WriteJson(text, list.Element.Shape, within, indent);
        text.Append(IsComplex(list.Element.Shape) ? ", ...]" : " ...]");
    }

    static void WriteJsonScalar(StringBuilder text, Shape shape) => text.Append(shape switch
    {
        { EnumValues: { Length: > 0 } values } => $"\"{string.Join("\"|\"", values)}\"",
        { Kind: ShapeKind.String } => "\"string\"",
        { Kind: ShapeKind.Blob } => "blob",
        { Kind: ShapeKind.Boolean } => "true|false",
        _ => TypeOf(shape),
    });
}

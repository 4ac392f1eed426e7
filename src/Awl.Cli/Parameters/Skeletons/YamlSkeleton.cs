using System.Globalization;
using System.Text;
using Awl.Cli.Help;
using Awl.Model;

namespace Awl.Cli.Parameters.Skeletons;

/// <summary>An input to be filled out, with a comment for each member: <c>--generate-cli-skeleton yaml-input</c>.</summary>
/// <remarks>Source: aws-cli v2, customizations/generatecliskeleton.py, and ruamel.yaml, which places the comments.</remarks>
sealed class YamlSkeleton
{
    const int PageWidth = 80;

    readonly TextWriter _output;
    readonly ServiceTexts _texts;
    readonly List<Shape> _within = [];

    /// <summary>Where the line stands after its key.</summary>
    int _column;

    YamlSkeleton(TextWriter output, ServiceTexts texts) => (_output, _texts) = (output, texts);

    /// <param name="operation">The operation.</param>
    /// <param name="texts">The texts of its service.</param>
    /// <param name="output">Where to.</param>
    public static void WriteInput(Operation operation, ServiceTexts texts, TextWriter output)
    {
        var skeleton = new YamlSkeleton(output, texts);
        if (operation.Input is { Members.Count: > 0 } input) skeleton.WriteMembers(input, 0);
        else output.Write("{}\n");
    }

    /// <summary>Writes members as lines. The first goes where the writer stands, the others are indented.</summary>
    void WriteMembers(Shape shape, int indent)
    {
        _within.Add(shape);
        var comments = new CommentColumns();
        var isFirst = true;
        foreach (var member in shape.Members)
        {
            if (!isFirst) Indent(indent);
            isFirst = false;
            var name = member.Name;
            var key = YamlText.Quote(name) + ":";
            _output.Write(key);
            _column = indent + key.Length;
            WriteValue(member.Shape, indent, comments.Place(name, CommentOf(shape, member)));
        }
        _within.RemoveAt(_within.Count - 1);
    }

    /// <summary>Writes what follows a key, with the comment at the end of the key's line.</summary>
    void WriteValue(Shape shape, int indent, string comment)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Structure when !IsEmpty(shape):
                EndLine(comment);
                Indent(indent + 2);
                WriteMembers(shape, indent + 2);
                break;
            case ShapeKind.List:
                EndLine(comment);
                Indent(indent);
                WriteElement(shape, indent);
                break;
            case ShapeKind.Map:
                EndLine(comment);
                Indent(indent + 2);
                WriteEntry(shape, indent + 2);
                break;
            default:
                WriteScalar(ScalarOf(shape), indent);
                EndLine(comment);
                break;
        }
    }

    /// <summary>Writes a scalar after its key, or on the next line where it would leave the page.</summary>
    void WriteScalar(string scalar, int indent)
    {
        _output.Write(' ');
        if (_column + 1 + scalar.Length > PageWidth)
        {
            _output.Write('\n');
            Indent(indent + 2);
        }
        _output.Write(scalar);
    }

    void WriteElement(Shape list, int indent)
    {
        _output.Write("- ");
        var element = list.Element.Shape;
        switch (element.Kind)
        {
            case ShapeKind.Structure when !IsEmpty(element): WriteMembers(element, indent + 2); break;
            case ShapeKind.List: WriteElement(element, indent + 2); break;
            case ShapeKind.Map: WriteEntry(element, indent + 2); break;
            default: _output.Write(ScalarOf(element) + "\n"); break;
        }
    }

    void WriteEntry(Shape map, int indent)
    {
        _output.Write(Sample.Key + ":");
        _column = indent + Sample.Key.Length + 1;
        WriteValue(map.Value.Shape, indent, "");
    }

    bool IsEmpty(Shape shape) => shape.Members.Count == 0 || _within.Contains(shape);

    static string ScalarOf(Shape shape) => shape.Kind switch
    {
        ShapeKind.Structure => "{}",
        ShapeKind.String => YamlText.Quote(Sample.Text(shape)),
        ShapeKind.Integer or ShapeKind.Long => Sample.Integer.ToString(CultureInfo.InvariantCulture),
        ShapeKind.Float or ShapeKind.Double => Sample.Float.ToString(CultureInfo.InvariantCulture),
        ShapeKind.Boolean => "true",
        ShapeKind.Timestamp => Sample.Timestamp.Replace('T', ' '),
        _ => "!!binary ''",
    };

    void EndLine(string comment)
    {
        _output.Write(comment);
        _output.Write('\n');
    }

    void Indent(int columns)
    {
        for (var i = 0; i < columns; i++) _output.Write(' ');
    }

    /// <summary>Whether the member must be there, what it is in a sentence, and what it may be; null when there is nothing to say.</summary>
    string? CommentOf(Shape shape, Member member)
    {
        var comment = new StringBuilder(member.IsRequired ? "[REQUIRED] " : "").Append(DocumentationOverview.Of(_texts.Member(shape, member)));
        if (member.Shape.EnumValues is { Length: > 0 } values) comment.Append(" Valid values are: ").AppendJoin(", ", values).Append('.');
        return comment.ToString() is var text && string.IsNullOrWhiteSpace(text) ? null : text;
    }
}

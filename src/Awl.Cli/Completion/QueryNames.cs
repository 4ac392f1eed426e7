using Awl.Model;

namespace Awl.Cli.Completion;

/// <summary>The members that an expression of <c>--query</c> may go on with.</summary>
static class QueryNames
{
    /// <summary>Follows names, points and brackets as far as they are plain; nothing after anything else.</summary>
    public static IEnumerable<Candidate> After(Shape output, string current)
    {
        var (shape, start) = ((Shape?)output, 0);
        for (var i = 0; i < current.Length && shape is not null; i++)
        {
            if (current[i] == '.')
            {
                shape = Step(shape.Value, current.AsSpan(start..i));
                start = i + 1;
            }
            else if (current[i] == '[')
            {
                shape = Step(shape.Value, current.AsSpan(start..i));
                var end = current.IndexOf(']', i);
                if (end < 0 || current.AsSpan(i + 1, end - i - 1).ContainsAnyExcept("*0123456789:-")) yield break;
                shape = shape is { Kind: ShapeKind.List } list ? list.Element.Shape : null;
                (i, start) = (end, end + 1);
            }
            else if (!char.IsAsciiLetterOrDigit(current[i]) && current[i] != '_') yield break;
        }
        if (shape is not { Kind: ShapeKind.Structure } structure || (start > 0 && current[start - 1] == ']')) yield break;
        foreach (var member in structure.Members) yield return new(current[..start] + member.Name + (member.Shape.Kind == ShapeKind.List ? "[]" : ""));
    }

    static Shape? Step(Shape shape, ReadOnlySpan<char> name)
    {
        if (name.IsEmpty) return shape;
        if (shape.Kind == ShapeKind.Map) return shape.Value.Shape;
        return shape.Kind == ShapeKind.Structure ? shape.FindMember(name.ToString())?.Shape : null;
    }
}

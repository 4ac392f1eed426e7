using Awl.Model;

namespace Awl.Cli.Completion;

/// <summary>The keys and words of a structure in shorthand: <c>Name=…,Values=…</c>.</summary>
static class ShorthandKeys
{
    /// <summary>What may follow the part that is typed; nothing within brackets or quotes, which this does not follow.</summary>
    public static IEnumerable<Candidate> After(Shape shape, string current)
    {
        if (current.AsSpan().ContainsAny("[]{}'\"\\")) yield break;

        var start = current.LastIndexOf(',') + 1;
        var equals = current.IndexOf('=', start);
        if (equals < 0)
        {
            foreach (var key in KeysOf(shape)) yield return new($"{current[..start]}{key}=");
            yield break;
        }
        foreach (var word in WordsOf(shape, current[start..equals])) yield return new(current[..(equals + 1)] + word);
    }

    static IEnumerable<string> KeysOf(Shape shape)
    {
        if (shape.Kind == ShapeKind.Map) return shape.Key.Shape.EnumValues;
        var names = new List<string>();
        foreach (var member in shape.Members) names.Add(member.Name);
        return names;
    }

    static string[] WordsOf(Shape shape, string key)
    {
        var value = shape.Kind == ShapeKind.Map ? shape.Value.Shape : shape.FindMember(key)?.Shape;
        if (value is not { } found) return [];
        if (found.Kind == ShapeKind.Boolean) return ["true", "false"];
        return found.Kind == ShapeKind.List ? found.Element.Shape.EnumValues : found.EnumValues;
    }
}

using System.Text;
using Awl.Model;

namespace Awl.Client;

/// <summary>The names that a debug log must not show the values of, for one operation.</summary>
static class SensitiveMembers
{
    /// <summary>Names, in the model and on the wire, of the sensitive members of the operation's input, output and errors.</summary>
    /// <remarks>By name only: a member elsewhere in the operation that happens to have the same name is masked, too.</remarks>
    public static IReadOnlySet<string> Of(Operation operation)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<Shape>();
        if (operation.Input is { } input) Add(input, seen, names);
        if (operation.Output is { } output) Add(output, seen, names);
        for (var i = 0; i < operation.ErrorCount; i++) Add(operation.Error(i), seen, names);
        return names;
    }

    static void Add(Shape shape, HashSet<Shape> seen, HashSet<string> names)
    {
        if (!seen.Add(shape)) return;

        foreach (var member in shape.Members)
        {
            if (IsSensitive(member)) AddNames(member, names);
            Add(member.Shape, seen, names);
        }
    }

    // A list or map of sensitive values has no name of its own inside: mask all that stands under its name.
    static bool IsSensitive(Member member) => member.IsSensitive || member.Shape.Kind switch
    {
        ShapeKind.List => member.Shape.Element.IsSensitive,
        ShapeKind.Map => member.Shape.Key.IsSensitive || member.Shape.Value.IsSensitive,
        _ => false,
    };

    static void AddNames(Member member, HashSet<string> names)
    {
        names.Add(member.Name);
        names.Add(Encoding.UTF8.GetString(member.WireName));
    }
}

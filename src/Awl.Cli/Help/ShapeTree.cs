using Awl.Model;

namespace Awl.Cli.Help;

/// <summary>What lies within a value: its members with their types and texts, as a tree. Each structure is told once.</summary>
sealed class ShapeTree(PageWriter page, ServiceTexts texts, HashSet<string> shownAddresses)
{
    readonly HashSet<Shape> _told = [];

    /// <summary>Writes the members of a structure.</summary>
    public void WriteMembers(Shape structure)
    {
        foreach (var member in structure.Members)
        {
            WriteHead(member.Name, member);
            page.In();
            page.Tight();
            Write(texts.Member(structure, member));
            WriteLimits(member.Shape);
            WriteWithin(member.Shape);
            page.Out();
        }
    }

    /// <summary>Writes what lies within a value, if anything does.</summary>
    public void WriteWithin(Shape shape)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Structure when !shape.IsDocument && shape.Members.Count > 0: WriteOnce(shape); break;
            case ShapeKind.List: WriteElement(shape); break;
            case ShapeKind.Map: WriteEntry(shape); break;
        }
    }

    /// <summary>What a value may be: its words, its size, its pattern.</summary>
    public void WriteLimits(Shape shape)
    {
        if (shape.EnumValues is { Length: > 0 } values) WriteFact("Allowed values: ", string.Join(", ", values));
        if (LimitsOf(shape) is { } limits) WriteFact(limits.Name, limits.Range);
        if (shape.Kind == ShapeKind.String && texts.Pattern(shape) is { } pattern) WriteFact("Pattern: ", pattern);
    }

    /// <summary>Writes a text of the models.</summary>
    public void Write(string html) => new HtmlText(page, shownAddresses).Write(html);

    void WriteOnce(Shape structure)
    {
        if (_told.Add(structure))
        {
            WriteMembers(structure);
            return;
        }
        page.Tight();
        page.Text($"The members of {structure.Name} are described above.");
    }

    /// <summary>Elements are named only where they have something to say besides the type of the list.</summary>
    void WriteElement(Shape list)
    {
        Write(texts.Member(list, list.Element));
        WriteLimits(list.Element.Shape);
        WriteWithin(list.Element.Shape);
    }

    void WriteEntry(Shape map)
    {
        if (map.Key.Shape.EnumValues is { Length: > 0 } keys) WriteFact("Keys: ", string.Join(", ", keys));
        WriteWithin(map.Value.Shape);
    }

    void WriteHead(string name, Member member)
        => page.Write(new Paragraph().Add(name, TextStyle.Bold).Add($" ({ValueForms.TypeOf(member.Shape)})")
            .Add(member.IsRequired ? " [required]" : "").Add(member.IsDeprecated ? " [deprecated]" : ""));

    void WriteFact(string name, string fact)
    {
        page.Tight();
        page.Write(new Paragraph().Add(name, TextStyle.Underlined).Add(fact));
    }

    static (string Name, string Range)? LimitsOf(Shape shape)
    {
        var name = shape.Kind switch
        {
            ShapeKind.List or ShapeKind.Map => "Items: ",
            ShapeKind.String or ShapeKind.Blob => "Length: ",
            _ => "Range: ",
        };
        return (shape.Min, shape.Max) switch
        {
            (null, null) => null,
            (var min, null) => (name, $"at least {min}"),
            (null, var max) => (name, $"at most {max}"),
            var (min, max) => (name, min == max ? min! : $"{min} to {max}"),
        };
    }
}

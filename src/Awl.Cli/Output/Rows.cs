using System.Text.Json;
using Awl.Model;

namespace Awl.Cli.Output;

/// <summary>What the formats of rows see in a result: rows and, by the model, their columns.</summary>
/// <remarks>
/// Without <c>--query</c>, the rows are the items of the list that the model pages, or of the output's only list; an output with none or several is one
/// row. With <c>--query</c>, the items of a list are rows, and anything else is one. AWS CLI has no such formats.
/// </remarks>
sealed class Rows
{
    readonly string[]? _path;

    public Rows(OutputOptions options)
    {
        if (options.Query is not null) return;

        _path = options.Pages is { Results: [var key, ..] } ? key.Path : FindOnlyList(options.Output) is { } list ? [list] : null;
        Columns = options.Output is { } whole ? ColumnsOf(whole, options.ExtraColumns) : null;
    }

    /// <summary>The members that the model has for a row; null where it has none to tell: after <c>--query</c>, and for scalars and maps.</summary>
    public IReadOnlyList<string>? Columns { get; }

    /// <summary>The rows of a result, or of a page.</summary>
    public IEnumerable<JsonElement> Of(JsonElement result)
    {
        if (_path is null) return result.ValueKind switch
        {
            JsonValueKind.Array => result.EnumerateArray(),
            JsonValueKind.Null => [],
            _ => [result],
        };

        foreach (var name in _path)
        {
            if (result.ValueKind != JsonValueKind.Object || !result.TryGetProperty(name, out result)) return [];
        }
        return result.ValueKind == JsonValueKind.Array ? result.EnumerateArray() : [];
    }

    /// <summary>The name of the output's list, where it has one and no other; null otherwise.</summary>
    public static string? FindOnlyList(Shape? output)
    {
        if (output is not { } structure) return null;
        string? only = null;
        foreach (var member in structure.Members)
        {
            if (member.Shape.Kind != ShapeKind.List) continue;
            if (only is not null) return null;
            only = member.Name;
        }
        return only;
    }

    List<string>? ColumnsOf(Shape output, IReadOnlyList<string> extra)
    {
        Shape? row = output;
        foreach (var name in _path ?? []) row = row?.FindMember(name)?.Shape;
        if (_path is not null) row = row is { Kind: ShapeKind.List } list ? list.Element.Shape : null;
        if (row is not { Kind: ShapeKind.Structure } structure) return null;

        var names = new List<string>(extra);
        foreach (var member in structure.Members) names.Add(member.Name);
        return names;
    }
}

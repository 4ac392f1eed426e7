using System.Text.Json;

namespace Awl.Cli.Output;

/// <summary><c>--output table</c>: boxes of rows and columns, nested ones inside bars.</summary>
/// <remarks>Source: awscli formatter.py, TableFormatter.</remarks>
sealed class TableFormat(OutputOptions options) : IOutputFormat
{
    public PageHandling Pages => PageHandling.Merged;

    public void Write(JsonElement result, OutputBuffer output)
    {
        var sections = new List<TableSection>();
        AddValue(sections, options.Title, result, indent: 0);
        if (sections.Count > 0) new TableWriter(options, output).Write(sections);
    }

    /// <param name="sections">The sections so far.</param>
    /// <param name="title">The title of a new section; null to go on with the last one.</param>
    /// <param name="value">What to show.</param>
    /// <param name="indent">How many boxes are around.</param>
    static void AddValue(List<TableSection> sections, string? title, JsonElement value, int indent)
    {
        if (IsEmpty(value)) return;
        if (title is not null) sections.Add(new(title, indent));

        if (value.ValueKind == JsonValueKind.Object) AddStructure(sections, value, indent);
        else if (value.ValueKind != JsonValueKind.Array) return;
        else if (value[0].ValueKind == JsonValueKind.Object) AddStructures(sections, title, value, indent);
        else AddItems(sections, value);
    }

    /// <summary>Python's idea of false: such a value has no table at all.</summary>
    static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.GetPropertyCount() == 0,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.String => value.ValueEquals(""u8),
        JsonValueKind.Number => value.GetDouble() == 0,
        JsonValueKind.True => false,
        _ => true,
    };

    static void AddStructure(List<TableSection> sections, JsonElement value, int indent)
    {
        var members = SortedMembers.Of(value);
        var scalars = members.FindAll(member => ScalarText.IsScalar(member.Value));
        if (scalars is [var single]) sections[^1].AddRow([single.Name, ScalarText.Of(single.Value)]);
        else if (scalars.Count > 0)
        {
            sections[^1].SetHeaders(scalars.ConvertAll(member => member.Name));
            sections[^1].AddRow(scalars.ConvertAll(member => ScalarText.Of(member.Value)));
        }

        foreach (var member in members)
        {
            if (!ScalarText.IsScalar(member.Value)) AddValue(sections, member.Name, member.Value, indent + 1);
        }
    }

    /// <summary>A row each; where one has nested values, they follow it and the next row starts a section of its own.</summary>
    static void AddStructures(List<TableSection> sections, string? title, JsonElement list, int indent)
    {
        var (headers, nested) = ColumnsOf(list);
        sections[^1].SetHeaders(headers);
        var isFirst = true;
        foreach (var item in list.EnumerateArray())
        {
            if (!isFirst && nested.Count > 0)
            {
                sections.Add(new(title, indent));
                sections[^1].SetHeaders(headers);
            }
            isFirst = false;

            sections[^1].AddRow(headers.ConvertAll(header => item.TryGetProperty(header, out var cell) ? ScalarText.Of(cell) : ""));
            foreach (var name in nested)
            {
                if (item.TryGetProperty(name, out var value)) AddValue(sections, name, value, indent + 1);
            }
        }
    }

    /// <summary>The names that any structure of the list has for a scalar, and those that any has for something nested.</summary>
    static (List<string> Scalars, List<string> Nested) ColumnsOf(JsonElement list)
    {
        var order = Comparer<string>.Create(SortedMembers.Compare);
        var (scalars, nested) = (new SortedSet<string>(order), new SortedSet<string>(order));
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object) throw new OutputException("A table cannot show a list that mixes structures with other values.");
            foreach (var member in item.EnumerateObject()) (ScalarText.IsScalar(member.Value) ? scalars : nested).Add(member.Name);
        }
        return ([.. scalars], [.. nested]);
    }

    static void AddItems(List<TableSection> sections, JsonElement list)
    {
        foreach (var item in list.EnumerateArray())
        {
            if (ScalarText.IsScalar(item)) sections[^1].AddRow([ScalarText.Of(item)]);
            else if (FlatCells(item) is { } cells) sections[^1].AddRow(cells);
            else AddValue(sections, title: null, item, indent: 0);
        }
    }

    /// <summary>The cells of a list without nested values; null for any other. A structure behind a scalar shows its names only, as in AWS CLI.</summary>
    static List<string>? FlatCells(JsonElement item)
    {
        var cells = new List<string>();
        if (item.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in item.EnumerateObject()) cells.Add(member.Name);
            return cells;
        }
        foreach (var cell in item.EnumerateArray())
        {
            if (!ScalarText.IsScalar(cell)) return null;
            cells.Add(ScalarText.Of(cell));
        }
        return cells;
    }
}

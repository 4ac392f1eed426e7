using System.Runtime.InteropServices;
using System.Text.Json;

namespace Awl.Cli.Output;

/// <summary><c>--output text</c>: a line per structure, its scalars between tabs.</summary>
/// <remarks>Source: awscli text.py.</remarks>
sealed class TextFormat : IOutputFormat
{
    public PageHandling Pages => PageHandling.ResultKeysOfEach;

    public void Write(JsonElement result, OutputBuffer output) => WriteValue(result, output, identifier: null, columns: null);

    /// <param name="value">What to print.</param>
    /// <param name="output">Where to.</param>
    /// <param name="identifier">The member that holds the value: the first column, in capitals.</param>
    /// <param name="columns">For a structure in a list, all scalar members of all structures there; otherwise null.</param>
    static void WriteValue(JsonElement value, OutputBuffer output, string? identifier, IReadOnlyCollection<string>? columns)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when columns is null: WriteStructure(value, output, identifier); break;
            case JsonValueKind.Object: WriteRow(value, output, identifier, columns); break;
            case JsonValueKind.Array: WriteList(value, output, identifier); break;
            default: WriteLine([ScalarText.Of(value)], output, null); break;
        }
    }

    static void WriteStructure(JsonElement value, OutputBuffer output, string? identifier)
    {
        var members = SortedMembers.Of(value);
        WriteLine(members.FindAll(IsScalar).ConvertAll(member => ScalarText.Of(member.Value)), output, identifier);
        foreach (var member in members)
        {
            if (!IsScalar(member)) WriteValue(member.Value, output, member.Name, columns: null);
        }
    }

    static void WriteRow(JsonElement value, OutputBuffer output, string? identifier, IReadOnlyCollection<string> columns)
    {
        WriteCells(value, output, identifier, columns);
        foreach (var member in SortedMembers.Of(value, static member => !IsScalar(member)))
        {
            // A list where another structure has a scalar stands in the row already.
            if (!columns.Contains(member.Name)) WriteValue(member.Value, output, member.Name, columns: null);
        }
    }

    static void WriteCells(JsonElement value, OutputBuffer output, string? identifier, IReadOnlyCollection<string> columns)
    {
        if (columns.Count == 0) return;

        WriteIdentifier(identifier, output);
        var isFirst = true;
        foreach (var column in columns)
        {
            if (!isFirst) output.Write((byte)'\t');
            isFirst = false;
            if (value.TryGetProperty(column, out var cell)) WriteCell(cell, output);
        }
        output.Write((byte)'\n');
    }

    /// <summary>A string without escapes is its own text, and there are millions.</summary>
    static void WriteCell(JsonElement cell, OutputBuffer output)
    {
        var raw = JsonMarshal.GetRawUtf8Value(cell);
        if (cell.ValueKind == JsonValueKind.String && !raw.Contains((byte)'\\')) output.Write(raw[1..^1]);
        else output.Write(ScalarText.Of(cell));
    }

    static void WriteList(JsonElement list, OutputBuffer output, string? identifier)
    {
        bool hasObject = false, hasList = false;
        foreach (var item in list.EnumerateArray())
        {
            hasObject |= item.ValueKind == JsonValueKind.Object;
            hasList |= item.ValueKind == JsonValueKind.Array;
        }

        if (hasObject) WriteStructures(list, output, identifier);
        else if (hasList) WriteNestedLists(list, output, identifier);
        else WriteScalars(list, output, identifier);
    }

    static void WriteStructures(JsonElement list, OutputBuffer output, string? identifier)
    {
        var columns = ColumnsOf(list);
        foreach (var item in list.EnumerateArray()) WriteValue(item, output, identifier, columns);
    }

    static SortedSet<string> ColumnsOf(JsonElement list)
    {
        var columns = new SortedSet<string>(Comparer<string>.Create(SortedMembers.Compare));
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Object) throw new OutputException($"'{PythonType(item)}' object has no attribute 'items'");
            foreach (var member in item.EnumerateObject())
            {
                if (IsScalar(member)) columns.Add(member.Name);
            }
        }
        return columns;
    }

    /// <summary>AWS CLI fails so on a list that mixes structures with other values; its message names Python's type.</summary>
    static string PythonType(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "list",
        JsonValueKind.String => "str",
        JsonValueKind.Number => ScalarText.OfNumber(value).AsSpan().ContainsAny('.', 'e', 'i') ? "float" : "int",
        JsonValueKind.Null => "NoneType",
        _ => "bool",
    };

    static void WriteNestedLists(JsonElement list, OutputBuffer output, string? identifier)
    {
        WriteScalars(list, output, identifier);
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Array) WriteList(item, output, identifier);
        }
    }

    /// <summary>The scalars of a list: a line each after the identifier, or all in one line where there is none.</summary>
    static void WriteScalars(JsonElement list, OutputBuffer output, string? identifier)
    {
        var cells = new List<string>();
        foreach (var item in list.EnumerateArray())
        {
            if (!ScalarText.IsScalar(item)) continue;
            if (identifier is null) cells.Add(ScalarText.Of(item));
            else WriteLine([ScalarText.Of(item)], output, identifier);
        }
        WriteLine(cells, output, null);
    }

    /// <summary>Writes a line, unless it has no cells.</summary>
    static void WriteLine(List<string> cells, OutputBuffer output, string? identifier)
    {
        if (cells.Count == 0) return;
        WriteIdentifier(identifier, output);
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0) output.Write((byte)'\t');
            output.Write(cells[i]);
        }
        output.Write((byte)'\n');
    }

    static void WriteIdentifier(string? identifier, OutputBuffer output)
    {
        if (identifier is null) return;
        output.Write(Capitals(identifier));
        output.Write((byte)'\t');
    }

    /// <summary>As Python: .NET leaves the one letter of common use that has two for its capital.</summary>
    static string Capitals(string identifier) => identifier.ToUpperInvariant().Replace("ß", "SS", StringComparison.Ordinal);

    static bool IsScalar(JsonProperty member) => ScalarText.IsScalar(member.Value);
}

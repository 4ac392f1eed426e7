using System.Text;
using System.Text.Json;

namespace Awl.Cli.Output;

/// <summary>Prints rows as lines of cells, the names of the columns first; page by page, in constant memory.</summary>
/// <remarks>
/// The columns are those of the model; where it has none, the members of the first page's rows. A later row with another member is an error, and nothing is
/// ever left out in silence. Rows that are lists or scalars have cells and no names. A cell is a string as it is, empty for null, and JSON for the rest.
/// </remarks>
/// <param name="options">What is known of the reply.</param>
/// <param name="separator">What stands between cells.</param>
/// <param name="writeCell">Writes the text of a cell so that the line can be read back.</param>
sealed class SeparatedRows(OutputOptions options, byte separator, Action<ReadOnlySpan<byte>, OutputBuffer> writeCell)
{
    readonly Rows _rows = new(options);
    IReadOnlyList<string>? _columns;

    /// <exception cref="OutputException">A row has a member that is no column.</exception>
    public void Write(JsonElement result, OutputBuffer output)
    {
        if (_columns is null or { Count: 0 })   // a page without rows names none
        {
            _columns = _rows.Columns ?? MembersOf(_rows.Of(result));
            if (_columns.Count > 0) WriteLine(_columns, static name => Encoding.UTF8.GetBytes(name), output);
        }
        foreach (var row in _rows.Of(result)) WriteRow(row, output);
    }

    static List<string> MembersOf(IEnumerable<JsonElement> rows)
    {
        var names = new OrderedDictionary<string, bool>();
        foreach (var row in rows)
        {
            if (row.ValueKind != JsonValueKind.Object) continue;
            foreach (var member in row.EnumerateObject()) names.TryAdd(member.Name, true);
        }
        return [.. names.Keys];
    }

    void WriteRow(JsonElement row, OutputBuffer output)
    {
        switch (row.ValueKind)
        {
            case JsonValueKind.Object: WriteStructure(row, output); break;
            case JsonValueKind.Array: WriteLine(row.EnumerateArray(), CellOf, output); break;
            default: WriteLine([row], CellOf, output); break;
        }
    }

    void WriteStructure(JsonElement row, OutputBuffer output)
    {
        var found = 0;
        var cells = new JsonElement[_columns!.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            if (row.TryGetProperty(_columns[i], out cells[i])) found++;
        }
        if (found < row.GetPropertyCount()) throw new OutputException(
            $"A row has a member that is no column: {UnknownMemberOf(row)}. The columns are those of the first page; name them by --query '[].{{Name: Name, …}}'.");
        WriteLine(cells, CellOf, output);
    }

    string UnknownMemberOf(JsonElement row)
    {
        foreach (var member in row.EnumerateObject())
        {
            if (!_columns!.Contains(member.Name)) return member.Name;
        }
        return "";
    }

    void WriteLine<T>(IEnumerable<T> cells, Func<T, ReadOnlySpan<byte>> textOf, OutputBuffer output)
    {
        var isFirst = true;
        foreach (var cell in cells)
        {
            if (!isFirst) output.Write(separator);
            isFirst = false;
            writeCell(textOf(cell), output);
        }
        output.Write((byte)'\n');
    }

    static ReadOnlySpan<byte> CellOf(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => [],
        JsonValueKind.String => Encoding.UTF8.GetBytes(cell.GetString()!),
        _ => JsonLine.Of(cell),
    };
}

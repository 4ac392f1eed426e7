namespace Awl.Cli.Output;

/// <summary>A part of a table with columns of its own.</summary>
/// <param name="title">The line above it, or null.</param>
/// <param name="indent">How many boxes are around it.</param>
/// <remarks>Source: awscli table.py, Section.</remarks>
sealed class TableSection(string? title, int indent)
{
    const int Border = 2;

    /// <summary>What each cell has besides its text: two spaces on either side.</summary>
    const int Padding = 4;

    readonly List<int> _widths = [];
    int? _columns;

    public string? Title => title;
    public int Indent => indent;
    public List<string> Headers { get; private set; } = [];
    public List<List<string>> Rows { get; } = [];

    /// <summary>The width that the section needs, its boxes included. Python measures a missing title as "None".</summary>
    public int Width => Math.Max(TextWidth.Of(title ?? "None"), _widths.Sum() + _widths.Count * Padding) + Border + 2 * indent;

    public void SetHeaders(List<string> headers)
    {
        _columns ??= headers.Count;
        Headers = headers;
        Widen(headers);
    }

    public void AddRow(List<string> row)
    {
        _columns ??= row.Count;
        if (row.Count != _columns) throw new OutputException($"Row should have {_columns} elements, instead it has {row.Count}");
        Rows.Add(row);
        Widen(row);
    }

    /// <summary>The same content with a header and its value in each row, if it has a single row; otherwise itself.</summary>
    public TableSection Turned()
    {
        if (Rows.Count != 1 || Headers.Count == 0) return this;

        var turned = new TableSection(title, indent);
        for (var i = 0; i < Headers.Count; i++) turned.AddRow([Headers[i], Rows[0][i]]);
        return turned;
    }

    /// <summary>The widths of the columns, scaled to fill the whole width.</summary>
    public int[] ColumnWidths(int width)
    {
        var natural = _widths.ConvertAll(column => column + Padding);
        var scale = width / (double)natural.Sum();
        var scaled = natural.ConvertAll(column => (int)Math.Round(scale * column)).ToArray();

        // Rounding leaves the sum a little off: too wide is taken from the first columns, too narrow is given to the last.
        for (var off = scaled.Sum() - width; scaled.Length > 0 && off != 0;)
        {
            var step = Math.Sign(off);
            for (var i = 0; i < scaled.Length && off != 0; i++, off -= step) scaled[step > 0 ? i : scaled.Length - 1 - i] -= step;
        }
        return scaled;
    }

    void Widen(List<string> cells)
    {
        if (_widths.Count == 0)
        {
            _widths.AddRange(cells.ConvertAll(TextWidth.Of));
            return;
        }
        if (cells.Count > _widths.Count) throw new OutputException("list index out of range");
        for (var i = 0; i < cells.Count; i++) _widths[i] = Math.Max(_widths[i], TextWidth.Of(cells[i]));
    }
}

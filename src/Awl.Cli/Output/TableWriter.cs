using System.Text;

namespace Awl.Cli.Output;

/// <summary>Draws the sections of a table.</summary>
/// <remarks>Source: awscli table.py, MultiTable.</remarks>
sealed class TableWriter(OutputOptions options, OutputBuffer output)
{
    const string Reset = "\e[0m";

    /// <summary>AWS CLI writes through colorama, which resets the colour after each write to the standard output, though not to a pager.</summary>
    readonly string _afterWrite = options.Colour && !options.IsPaged ? Reset : "";
    readonly string _bar = options.Colour ? "\e[2m\e[33m|" + Reset : "|";

    public void Write(List<TableSection> sections)
    {
        var width = sections.Max(section => section.Width);
        if (width > options.Width)
        {
            sections = sections.ConvertAll(section => section.Turned());
            width = sections.Max(section => section.Width);
        }

        Put(new string('-', width) + "\n");
        foreach (var section in sections) WriteSection(section, width - section.Indent * 2);
    }

    void WriteSection(TableSection section, int width)
    {
        if (!string.IsNullOrEmpty(section.Title))
        {
            WriteLine(section, Centre(section.Title, width, "|"));
            if (section.Headers.Count == 0 && section.Rows.Count == 0) WriteLine(section, "+" + new string('-', width - 2) + "+");
        }

        var widths = section.ColumnWidths(width);
        if (section.Headers.Count > 0)
        {
            WriteLine(section, Rule(widths));
            WriteLine(section, Cells(section.Headers, widths, (text, columnWidth, edge) => Centre(text, columnWidth, edge)));
        }
        if (section.Rows.Count == 0 || widths.Length == 0) return;

        WriteLine(section, Rule(widths));
        foreach (var row in section.Rows) WriteLine(section, Cells(row, widths, Left));
        WriteLine(section, Rule(widths));
    }

    static string Rule(int[] widths)
    {
        var rule = new StringBuilder();
        for (var i = 0; i < widths.Length; i++) rule.Append(i == 0 ? "+" : "").Append('-', Math.Max(0, widths[i] - (i == 0 ? 2 : 1))).Append('+');
        return rule.ToString();
    }

    static string Cells(List<string> cells, int[] widths, Func<string, int, string, string> align)
    {
        var line = new StringBuilder();
        for (var i = 0; i < Math.Min(cells.Count, widths.Length); i++) line.Append(align(cells[i], widths[i], i == 0 ? "|" : ""));
        return line.ToString();
    }

    /// <summary>Text in the middle of a cell, whose width includes its edges.</summary>
    static string Centre(string text, int width, string leftEdge)
    {
        var textWidth = TextWidth.Of(text);
        var before = Math.Max(0, width / 2 - textWidth / 2 - 1);
        // Not clamped before it is used, as in AWS CLI: a negative start widens the right side.
        var after = Math.Max(0, width - 1 - (leftEdge.Length + (width / 2 - textWidth / 2 - 1) + textWidth));
        return leftEdge + new string(' ', before) + text + new string(' ', after) + "|";
    }

    string Left(string text, int width, string leftEdge)
    {
        var textWidth = TextWidth.Of(text);
        var padding = width >= textWidth + 2 + leftEdge.Length + 1 ? 2 : 0;
        var after = Math.Max(0, width - leftEdge.Length - padding - textWidth - 1);
        var shown = options.Colour ? "\e[1m\e[34m" + text + Reset : text;
        return leftEdge + new string(' ', padding) + shown + new string(' ', after) + "|";
    }

    /// <summary>A line inside the bars of the boxes around its section.</summary>
    void WriteLine(TableSection section, string line)
    {
        var bars = string.Concat(Enumerable.Repeat(_bar, section.Indent));
        Put(bars);
        Put(line);
        Put(bars);
        Put("\n");
    }

    void Put(string text)
    {
        output.Write(text);
        output.Write(_afterWrite);
    }
}

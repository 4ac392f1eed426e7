using System.Text.Json;

namespace Awl.Cli.Output;

/// <summary><c>--output tsv</c>: rows with tabs between the cells, for <c>cut</c> and <c>awk</c>: a line is a row, always.</summary>
/// <remarks>
/// Tab, line ends and the backslash itself are written as <c>\t</c>, <c>\n</c>, <c>\r</c> and <c>\\</c> inside a cell. Which the rows and columns are:
/// <see cref="SeparatedRows"/>.
/// </remarks>
sealed class TsvFormat(OutputOptions options) : IOutputFormat
{
    readonly SeparatedRows _rows = new(options, (byte)'\t', WriteCell);

    public PageHandling Pages => PageHandling.Each;

    public void Write(JsonElement result, OutputBuffer output) => _rows.Write(result, output);

    static void WriteCell(ReadOnlySpan<byte> text, OutputBuffer output)
    {
        for (int stop; (stop = text.IndexOfAny("\t\n\r\\"u8)) >= 0; text = text[(stop + 1)..])
        {
            output.Write(text[..stop]);
            output.Write(text[stop] switch
            {
                (byte)'\t' => "\\t"u8,
                (byte)'\n' => "\\n"u8,
                (byte)'\r' => "\\r"u8,
                _ => "\\\\"u8,
            });
        }
        output.Write(text);
    }
}

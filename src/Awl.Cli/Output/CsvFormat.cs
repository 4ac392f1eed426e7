using System.Text.Json;

namespace Awl.Cli.Output;

/// <summary><c>--output csv</c>: rows with commas between the cells, for spreadsheets.</summary>
/// <remarks>RFC 4180, but for the line end, which is that of all other output. Which the rows and columns are: <see cref="SeparatedRows"/>.</remarks>
sealed class CsvFormat(OutputOptions options) : IOutputFormat
{
    readonly SeparatedRows _rows = new(options, (byte)',', WriteCell);

    public PageHandling Pages => PageHandling.Each;

    public void Write(JsonElement result, OutputBuffer output) => _rows.Write(result, output);

    static void WriteCell(ReadOnlySpan<byte> text, OutputBuffer output)
    {
        if (!text.ContainsAny(",\"\r\n"u8) && (text.IsEmpty || (text[0] != ' ' && text[^1] != ' ')))
        {
            output.Write(text);
            return;
        }
        output.Write((byte)'"');
        for (int quote; (quote = text.IndexOf((byte)'"')) >= 0; text = text[(quote + 1)..])
        {
            output.Write(text[..quote]);
            output.Write("\"\""u8);
        }
        output.Write(text);
        output.Write((byte)'"');
    }
}

using System.Text.Json;

namespace Awl.Cli.Output;

/// <summary><c>--output jsonl</c>: each row is JSON in a line of its own, printed as pages arrive. Which the rows are: <see cref="Rows"/>.</summary>
sealed class JsonLinesFormat(OutputOptions options) : IOutputFormat
{
    readonly Rows _rows = new(options);

    public PageHandling Pages => PageHandling.Each;

    public void Write(JsonElement result, OutputBuffer output)
    {
        foreach (var row in _rows.Of(result))
        {
            JsonLine.Write(row, output);
            output.Write((byte)'\n');
        }
    }
}

using System.Text.Json;

namespace Awl.Cli.Output;

/// <summary>Hands results on instead of printing them; pages and <c>--query</c> are dealt with as another format does it.</summary>
sealed class ResultTaker(PageHandling pages, Action<JsonElement> take) : IOutputFormat
{
    public PageHandling Pages => pages;

    public void Write(JsonElement result, OutputBuffer output) => take(result);
}

using System.Text.Json;

namespace Awl.Cli.Output;

/// <summary><c>--output off</c>: the pages are fetched and nothing is printed.</summary>
sealed class OffFormat : IOutputFormat
{
    public PageHandling Pages => PageHandling.Ignored;

    public void Write(JsonElement result, OutputBuffer output) { }
}

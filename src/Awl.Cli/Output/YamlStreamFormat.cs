using System.Text.Json;

namespace Awl.Cli.Output;

/// <summary><c>--output yaml-stream</c>: a list with an item for each page, printed as pages arrive.</summary>
sealed class YamlStreamFormat(YamlTags tags) : IOutputFormat
{
    public PageHandling Pages => PageHandling.Each;

    public void Write(JsonElement result, OutputBuffer output) => new YamlEmitter(output, tags).WriteItem(result);
}

using System.Runtime.InteropServices;
using System.Text.Json;

namespace Awl.Cli.Output;

/// <summary><c>--output yaml</c></summary>
/// <remarks>Source: aws-cli v2, formatter.py, YAMLFormatter; a scalar result is printed as JSON there.</remarks>
sealed class YamlFormat(YamlTags tags) : IOutputFormat
{
    public PageHandling Pages => PageHandling.Merged;

    public void Write(JsonElement result, OutputBuffer output)
    {
        if (!ScalarText.IsScalar(result))
        {
            new YamlEmitter(output, tags).WriteDocument(result);
            return;
        }
        PythonJson.Write(JsonMarshal.GetRawUtf8Value(result), output);
        output.Write("\n"u8);
    }
}

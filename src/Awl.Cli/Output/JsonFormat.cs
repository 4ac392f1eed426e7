using System.Runtime.InteropServices;
using System.Text.Json;

namespace Awl.Cli.Output;

/// <summary><c>--output json</c></summary>
/// <remarks>Source: awscli formatter.py, JSONFormatter.</remarks>
sealed class JsonFormat : IOutputFormat
{
    public PageHandling Pages => PageHandling.MergedAsTheyCome;

    public void Write(JsonElement result, OutputBuffer output)
    {
        PythonJson.Write(JsonMarshal.GetRawUtf8Value(result), output);
        output.Write("\n"u8);
    }
}

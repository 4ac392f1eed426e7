using System.Text.Json;

namespace Awl.Cli.Parameters;

/// <summary>What an operation is called with.</summary>
/// <param name="Json">Its input, a JSON object.</param>
/// <param name="Body">The streaming member, beside the JSON; null where there is none.</param>
sealed record OperationInput(JsonElement Json, Stream? Body) : IDisposable
{
    public void Dispose() => Body?.Dispose();
}

using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Awl.Cli.Commands;

/// <summary>Events as lines of JSON, as <see cref="ResultOutput.PrintEventsAsync"/> prints them.</summary>
static class EventLines
{
    /// <summary>Each line when it comes; empty ones are passed over.</summary>
    /// <exception cref="UsageException">A line is no JSON.</exception>
    public static async IAsyncEnumerable<JsonElement> ReadAsync(Stream input, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var lines = new StreamReader(input, Encoding.UTF8, leaveOpen: true);
        for (var number = 1; await lines.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line)) yield return Parse(line, number);
        }
    }

    static JsonElement Parse(string line, int number)
    {
        try
        {
            return JsonElement.Parse(line);
        }
        catch (JsonException e)
        {
            throw new UsageException($"Line {number} of standard input is no event: it is not JSON ({e.Message.Split(". Path:")[0].Split(" LineNumber:")[0].TrimEnd('.')}).", e);
        }
    }
}

using System.Text.Json;

namespace Awl.Client;

/// <summary>What a waiter asks and how it reads the answers.</summary>
/// <remarks>Source: botocore, <c>waiters-2.json</c>.</remarks>
sealed record WaiterDefinition(string Operation, TimeSpan Delay, int MaxAttempts, IReadOnlyList<WaiterAcceptor> Acceptors)
{
    public static WaiterDefinition Parse(ReadOnlyMemory<byte> utf8Json)
    {
        var waiter = JsonDocument.Parse(utf8Json).RootElement;
        return new(
            waiter.GetProperty("operation").GetString()!,
            TimeSpan.FromSeconds(waiter.GetProperty("delay").GetDouble()),
            waiter.GetProperty("maxAttempts").GetInt32(),
            [.. waiter.GetProperty("acceptors").EnumerateArray().Select(WaiterAcceptor.Parse)]);
    }
}

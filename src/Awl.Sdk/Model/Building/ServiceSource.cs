using System.Text.Json;

namespace Awl.Model.Building;

/// <summary>The JSON files of one service in AWS's layout, extras already merged.</summary>
sealed record ServiceSource(string Name, JsonElement Model)
{
    public JsonElement? Paginators { get; init; }

    public JsonElement? Waiters { get; init; }

    /// <summary>The root of the service's rules in the rule graph.</summary>
    public int? EndpointRules { get; init; }

    /// <summary>The regions that it is in (<see cref="Trait.Regions"/>).</summary>
    public int[]? Regions { get; init; }
}

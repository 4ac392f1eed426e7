using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awl.Model.Building;

/// <summary>The files of one version of one service, by name: <c>service-2.json</c>, <c>paginators-1.json</c> …</summary>
/// <remarks>Source: botocore loaders.py. A file <c>X.sdk-extras.json</c> holds under "merge" what is merged into <c>X.json</c>.</remarks>
sealed class ModelFiles(string service, IReadOnlyDictionary<string, byte[]> files)
{
    JsonElement? _model;

    public string Service => service;

    /// <summary>The endpoint rules, or null for a service without.</summary>
    public JsonElement? EndpointRuleSet => Find("endpoint-rule-set-1");

    /// <summary>Examples of calls, or null.</summary>
    public JsonElement? Examples => Find("examples-1");

    public JsonElement Model => _model ??= Find("service-2") ?? throw new InvalidDataException($"The model of {service} has no service-2.json.");

    public ServiceSource ToSource(int? endpointRules) => new(service, Model)
    {
        Paginators = Find("paginators-1"),
        Waiters = Find("waiters-2"),
        EndpointRules = endpointRules,
    };

    JsonElement? Find(string name)
    {
        if (!files.TryGetValue(name + ".json", out var bytes)) return null;
        if (!files.TryGetValue(name + ".sdk-extras.json", out var extras)) return Parse(name, bytes);

        var merged = JsonNode.Parse(bytes)!.AsObject();
        if (JsonNode.Parse(extras)?["merge"] is JsonObject merge) DeepMerge(merged, merge);
        return JsonDocument.Parse(merged.ToJsonString()).RootElement;
    }

    JsonElement Parse(string name, byte[] bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes).RootElement;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{name}.json of the model {service} is not JSON: {e.Message}", e);
        }
    }

    static void DeepMerge(JsonObject target, JsonObject extra)
    {
        foreach (var (name, value) in extra)
        {
            if (target[name] is JsonObject inner && value is JsonObject innerExtra) DeepMerge(inner, innerExtra);
            else target[name] = value?.DeepClone();
        }
    }
}

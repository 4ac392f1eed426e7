using System.Text;
using System.Text.Json.Nodes;
using Awl.Model;
using Awl.Model.Building;

namespace Awl.Tests.Model;

/// <summary>Packs of models that a test states itself, compiled in memory as a user's own models are.</summary>
static class TestModels
{
    /// <summary>The service of a <c>service-2.json</c>; missing parts (http, metadata) are filled in with the simplest.</summary>
    public static Service Service(string serviceJson, string name = "test", string? paginators = null, string? waiters = null, string? ruleSet = null)
    {
        var model = JsonNode.Parse(serviceJson)!.AsObject();
        model["metadata"] ??= new JsonObject();
        model["shapes"] ??= new JsonObject();
        model["operations"] ??= new JsonObject();
        foreach (var (_, operation) in model["operations"]!.AsObject()) operation!["http"] ??= new JsonObject();

        var files = new Dictionary<string, byte[]> { ["service-2.json"] = Encoding.UTF8.GetBytes(model.ToJsonString()) };
        if (paginators is not null) files["paginators-1.json"] = Encoding.UTF8.GetBytes(paginators);
        if (waiters is not null) files["waiters-2.json"] = Encoding.UTF8.GetBytes(waiters);
        if (ruleSet is not null) files["endpoint-rule-set-1.json"] = Encoding.UTF8.GetBytes(ruleSet);

        var builder = new PackBuilder();
        builder.Add(new ModelFiles(name, files));
        return Pack.Open(builder.Build()).GetService(0);
    }
}

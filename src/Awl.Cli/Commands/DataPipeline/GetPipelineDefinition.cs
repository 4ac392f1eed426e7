using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Model;

namespace Awl.Cli.Commands.DataPipeline;

/// <summary><c>datapipeline get-pipeline-definition</c>: prints the definition in its users' form.</summary>
/// <remarks>Source: aws-cli v2, customizations/datapipeline/translator.py. What the service lists more than once becomes a list.</remarks>
sealed class GetPipelineDefinition(Operation operation, string command) : OperationCommand(operation, command)
{
    protected override JsonElement AdaptReply(CommandContext context, JsonElement reply)
    {
        var definition = new JsonObject();
        foreach (var member in reply.EnumerateObject())
        {
            if (member.Name is not ("pipelineObjects" or "parameterObjects" or "parameterValues")) definition[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }
        if (reply.TryGetProperty("pipelineObjects", out var objects)) definition["objects"] = Map(objects, ObjectOf);
        if (reply.TryGetProperty("parameterObjects", out var parameters)) definition["parameters"] = Map(parameters, ParameterOf);
        if (reply.TryGetProperty("parameterValues", out var values)) definition["values"] = ValuesOf(values);
        return JsonDocument.Parse(definition.ToJsonString()).RootElement;
    }

    static JsonArray Map(JsonElement list, Func<JsonElement, JsonObject> convert)
    {
        var array = new JsonArray();
        foreach (var item in list.EnumerateArray()) array.Add((JsonNode)convert(item));
        return array;
    }

    static JsonObject ObjectOf(JsonElement element)
    {
        var result = new JsonObject { ["id"] = Text(element, "id"), ["name"] = Text(element, "name") };
        foreach (var field in element.GetProperty("fields").EnumerateArray())
            Add(result, Text(field, "key")!, field.TryGetProperty("stringValue", out var text) ? text.GetString() : new JsonObject { ["ref"] = Text(field, "refValue") });
        return result;
    }

    static JsonObject ParameterOf(JsonElement element)
    {
        var result = new JsonObject { ["id"] = Text(element, "id") };
        foreach (var attribute in element.GetProperty("attributes").EnumerateArray()) Add(result, Text(attribute, "key")!, Text(attribute, "stringValue"));
        return result;
    }

    static JsonObject ValuesOf(JsonElement values)
    {
        var result = new JsonObject();
        foreach (var value in values.EnumerateArray()) Add(result, Text(value, "id")!, Text(value, "stringValue"));
        return result;
    }

    static void Add(JsonObject map, string key, JsonNode? value)
    {
        if (!map.TryGetPropertyValue(key, out var there)) map[key] = value;
        else if (there is JsonArray list) list.Add(value);
        else map[key] = new JsonArray(there?.DeepClone(), value);
    }

    static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}

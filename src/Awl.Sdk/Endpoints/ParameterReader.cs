using System.Text.Json;
using Awl.Model.EndpointRules;

namespace Awl.Endpoints;

/// <summary>Reads the parameters of a rule set from JSON, where each stands under its own name.</summary>
static class ParameterReader
{
    /// <summary>Reads the members that are parameters; others are left aside, as is null.</summary>
    /// <exception cref="UsageException">A value has the wrong type, or <paramref name="json"/> is no object.</exception>
    public static EndpointParameters Read(RuleSet ruleSet, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new UsageException("The parameters of an endpoint are a JSON object.");

        var parameters = new EndpointParameters(ruleSet);
        for (var i = 0; i < ruleSet.ParameterCount; i++)
        {
            var parameter = ruleSet.Parameter(i);
            if (json.TryGetProperty(parameter.Name.Utf8, out var value)) parameters.Set(parameter, ValueOf(value));
        }
        return parameters;
    }

    /// <summary>A JSON value as a value of rules; nothing for null and for what no parameter can be.</summary>
    public static RuleValue ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => RuleValue.Of(value.GetString()),
        JsonValueKind.True => RuleValue.Of(true),
        JsonValueKind.False => RuleValue.Of(false),
        JsonValueKind.Number => RuleValue.OfInteger(0),    // no parameter is a number: refused when it is set
        JsonValueKind.Array => RuleValue.Of(TextsOf(value)),
        _ => default,
    };

    static string[] TextsOf(JsonElement array)
    {
        var texts = new string[array.GetArrayLength()];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = array[i].ValueKind == JsonValueKind.String
                ? array[i].GetString()!
                : throw new UsageException("A list among the parameters of an endpoint holds strings only.");
        }
        return texts;
    }
}

using System.Text;
using System.Text.Json;
using Awl.JmesPath;
using Awl.Model;
using Awl.Model.EndpointRules;

namespace Awl.Endpoints;

/// <summary>Gives the parameters of a rule set their values for one call.</summary>
/// <remarks>
/// From weakest to strongest: the caller's settings, paths into the input, members of the input, constants of the operation.
/// Source: botocore regions.py, EndpointRulesetResolver._get_provider_params.
/// </remarks>
static class ParameterBinding
{
    public static EndpointParameters Bind(RuleSet ruleSet, Operation operation, JsonElement input, BuiltInValues builtIns)
    {
        var parameters = new EndpointParameters(ruleSet);
        SetBuiltIns(parameters, builtIns);
        if (operation.Traits.Utf8(Trait.OperationContextParams) is { IsEmpty: false } paths) SetFromPaths(parameters, Json(paths), input);
        SetFromMembers(parameters, operation, input);
        if (operation.Traits.Utf8(Trait.StaticContextParams) is { IsEmpty: false } constants) SetConstants(parameters, Json(constants));
        return parameters;
    }

    static void SetBuiltIns(EndpointParameters parameters, BuiltInValues builtIns)
    {
        for (var i = 0; i < parameters.RuleSet.ParameterCount; i++)
        {
            var parameter = parameters.RuleSet.Parameter(i);
            parameters.Set(parameter, builtIns.ValueOf(parameter.BuiltIn));
        }

        // Not a built-in in S3's rule set, but a setting of the client. Only S3 has it.
        parameters["DisableS3ExpressSessionAuth"u8] = RuleValue.Of(builtIns.S3DisableExpressSessionAuth);
    }

    /// <summary><c>{"ResourceArnList":{"path":"keys(RequestItems)"}}</c>: JMESPath into the input.</summary>
    static void SetFromPaths(EndpointParameters parameters, JsonElement paths, JsonElement input)
    {
        foreach (var path in paths.EnumerateObject())
        {
            var found = JmesPathExpression.Parse(path.Value.GetProperty("path").GetString()!).Evaluate(input);
            if (ParameterReader.ValueOf(found) is { IsSet: true } value) parameters[Encoding.UTF8.GetBytes(path.Name)] = value;
        }
    }

    static void SetFromMembers(EndpointParameters parameters, Operation operation, JsonElement input)
    {
        if (operation.Input is not { } shape) return;

        foreach (var member in shape.Members)
        {
            var name = member.Traits.Utf8(Trait.ContextParam);
            if (name.IsEmpty || !input.TryGetProperty(member.NameUtf8, out var given)) continue;
            if (ParameterReader.ValueOf(given) is { IsSet: true } value) parameters[name] = value;
        }
    }

    /// <summary><c>{"UseS3ExpressControlEndpoint":{"value":true}}</c></summary>
    static void SetConstants(EndpointParameters parameters, JsonElement constants)
    {
        for (var i = 0; i < parameters.RuleSet.ParameterCount; i++)
        {
            var parameter = parameters.RuleSet.Parameter(i);
            if (constants.TryGetProperty(parameter.Name.Utf8, out var constant))
                parameters.Set(parameter, ParameterReader.ValueOf(constant.GetProperty("value")));
        }
    }

    static JsonElement Json(ReadOnlySpan<byte> utf8) => JsonElement.Parse(utf8);
}

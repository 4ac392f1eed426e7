using System.Diagnostics.CodeAnalysis;
using Awl.Model.EndpointRules;

namespace Awl.Endpoints;

/// <summary>The endpoint rules of a service.</summary>
/// <param name="ruleSet">Its rule set.</param>
/// <param name="partitions">The graph that has AWS's partitions; not the rule set's own when that was compiled at run time.</param>
sealed class EndpointRules(RuleSet ruleSet, RuleGraph partitions)
{
    public RuleSet RuleSet => ruleSet;

    /// <summary>Decides where a request goes. The parameters serve this call alone: their values become the evaluation's variables.</summary>
    /// <param name="parameters">The values, of this rule set.</param>
    /// <param name="endpoint">The endpoint, when there is one.</param>
    /// <param name="error">Otherwise what the rules say against it, in the words of the rule set.</param>
    /// <remarks>Source: botocore endpoint_provider.py, RuleSet.evaluate and EndpointProvider.resolve_endpoint.</remarks>
    public bool TryResolve(
        EndpointParameters parameters, [NotNullWhen(true)] out ResolvedEndpoint? endpoint, [NotNullWhen(false)] out string? error)
    {
        var evaluation = new RuleEvaluation(ruleSet, partitions, parameters.Values);
        endpoint = null;
        error = ApplyDefaults(evaluation, parameters.Values);
        if (error is not null) return false;

        var result = evaluation.Decide();
        if (result.Kind == RuleResultKind.Endpoint) endpoint = new(evaluation, result);
        else if (result.Kind == RuleResultKind.Error) error = evaluation.Evaluate(result.Text).Text ?? "";
        else error = $"No endpoint found for parameters:\n{Describe(parameters)}";
        return endpoint is not null;
    }

    /// <summary>Fills in the defaults. Returns what is wrong, or null.</summary>
    string? ApplyDefaults(RuleEvaluation evaluation, RuleValue[] values)
    {
        for (var i = 0; i < ruleSet.ParameterCount; i++)
        {
            var parameter = ruleSet.Parameter(i);
            if (values[parameter.Slot].IsSet) continue;

            if (parameter.HasDefault) values[parameter.Slot] = evaluation.Evaluate(parameter.Default);
            else if (parameter.IsRequired) return $"Cannot find value for required parameter {parameter.Name}";
        }
        return null;
    }

    /// <summary>One line for each parameter that has a value, as AWS CLI prints them.</summary>
    static string Describe(EndpointParameters parameters)
    {
        var lines = new List<string>();
        for (var i = 0; i < parameters.RuleSet.ParameterCount; i++)
        {
            var parameter = parameters.RuleSet.Parameter(i);
            var value = parameters.Values[parameter.Slot];
            if (value.IsSet) lines.Add($"{parameter.Name}: {value}");
        }
        return string.Join('\n', lines);
    }
}

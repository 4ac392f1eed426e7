using Awl.Model.EndpointRules;

namespace Awl.Endpoints;

/// <summary>The parameters of a rule set with their values, for one evaluation. Those without a value take their default.</summary>
sealed class EndpointParameters(RuleSet ruleSet)
{
    public RuleSet RuleSet => ruleSet;

    /// <summary>The values by slot; an evaluation keeps its variables in the slots after them.</summary>
    public RuleValue[] Values { get; } = new RuleValue[ruleSet.SlotCount];

    /// <summary>The value under a name; nothing when the rule set has no such parameter or it has no value.</summary>
    public RuleValue this[ReadOnlySpan<byte> name]
    {
        get => ruleSet.TryFindParameter(name, out var parameter) ? Values[parameter.Slot] : default;
        set
        {
            if (ruleSet.TryFindParameter(name, out var parameter)) Set(parameter, value);
        }
    }

    /// <exception cref="UsageException">The value is of another type than the parameter.</exception>
    public void Set(RuleParameter parameter, RuleValue value)
    {
        if (value.IsSet && value.Kind != KindOf(parameter.Type))
            throw new UsageException($"The endpoint parameter {parameter.Name} takes a value of the type {NameOf(parameter.Type)}.");

        Values[parameter.Slot] = value;
    }

    static RuleValueKind KindOf(ParameterType type) => type switch
    {
        ParameterType.Boolean => RuleValueKind.Boolean,
        ParameterType.TextList => RuleValueKind.List,
        _ => RuleValueKind.Text,
    };

    static string NameOf(ParameterType type) => type switch
    {
        ParameterType.Boolean => "boolean",
        ParameterType.TextList => "list of strings",
        _ => "string",
    };
}

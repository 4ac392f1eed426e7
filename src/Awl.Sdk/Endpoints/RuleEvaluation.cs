using System.Diagnostics;
using System.Runtime.CompilerServices;
using Awl.Http;
using Awl.Model.EndpointRules;

namespace Awl.Endpoints;

/// <summary>One walk through the decisions of a rule set, with the values of its variables.</summary>
/// <remarks>
/// Allocates the strings that it computes and nothing else. A rule set that compares a value of the wrong type gets false.
/// Source: Smithy 2.0, "Rules engine specification" and its standard library; botocore endpoint_provider.py.
/// </remarks>
sealed class RuleEvaluation(RuleSet ruleSet, RuleGraph partitions, RuleValue[] values)
{
    /// <summary>Goes from condition to condition until the rule set ends.</summary>
    public RuleResult Decide()
    {
        var next = ruleSet.Start;
        while (next >= 0)
        {
            var node = ruleSet.Graph.Node(next);
            next = Evaluate(node.Condition).Holds ? node.WhenTrue : node.WhenFalse;
        }
        return ruleSet.Graph.Result(~next);
    }

    public RuleValue Evaluate(RuleExpression expression)
    {
        switch (expression.Kind)
        {
            case ExpressionKind.Text: return RuleValue.Of(expression.Text);
            case ExpressionKind.Boolean: return RuleValue.Of(expression.Operand != 0);
            case ExpressionKind.Integer: return RuleValue.OfInteger(expression.Operand);
            case ExpressionKind.Reference: return values[expression.Operand];
            case ExpressionKind.Template: return RuleValue.Of(Template(expression));
            case ExpressionKind.List: return RuleValue.Of(TextList(expression));
            case ExpressionKind.Assign: return values[expression.Index] = Evaluate(expression.Inner);
            case ExpressionKind.GetAttr: return GetAttr(Evaluate(expression.Inner), expression.Attribute, expression.Index);

            case ExpressionKind.IsSet: return RuleValue.Of(Argument(expression, 0).IsSet);
            case ExpressionKind.Not: return RuleValue.Of(!Argument(expression, 0).Holds);
            case ExpressionKind.BooleanEquals: return RuleValue.Of(BooleanEquals(Argument(expression, 0), Argument(expression, 1)));
            case ExpressionKind.StringEquals: return RuleValue.Of(Argument(expression, 0).TextEquals(Argument(expression, 1)));
            case ExpressionKind.IsValidHostLabel: return RuleValue.Of(IsValidHostLabel(Argument(expression, 0).Text, Argument(expression, 1)));
            case ExpressionKind.ParseUrl: return ParseUrl(Argument(expression, 0).Text);
            case ExpressionKind.ParseArn: return ParseArn(Argument(expression, 0).Text);
            case ExpressionKind.Partition: return RuleValue.OfPartition(Partitions.RowOf(partitions, Argument(expression, 0).Text));
            case ExpressionKind.Substring: return Substring(expression);
            case ExpressionKind.UriEncode: return UriEncode(Argument(expression, 0).Text);
            case ExpressionKind.IsVirtualHostableS3Bucket:
                return RuleValue.Of(IsVirtualHostable(Argument(expression, 0).Text, Argument(expression, 1)));
            case ExpressionKind.Split: return Split(expression);
            case ExpressionKind.Coalesce: return Coalesce(expression);
            case ExpressionKind.IfThenElse: return Argument(expression, Argument(expression, 0).Holds ? 1 : 2);
            default: throw new UnreachableException($"{expression.Kind} has no value of its own.");
        }
    }

    /// <summary>The elements of a list as texts.</summary>
    public string[] TextList(RuleExpression list)
    {
        var texts = new string[list.ArgumentCount];
        for (var i = 0; i < texts.Length; i++) texts[i] = Argument(list, i).Text ?? "";
        return texts;
    }

    RuleValue Argument(RuleExpression call, int index) => Evaluate(call.Argument(index));

    string Template(RuleExpression template)
    {
        var text = new DefaultInterpolatedStringHandler(0, 0, null, stackalloc char[256]);
        for (var i = 0; i < template.ArgumentCount; i++) Argument(template, i).AppendTo(ref text);
        return text.ToStringAndClear();
    }

    /// <summary>An attribute of a value, or an element of it, or both; nothing where the value has none.</summary>
    RuleValue GetAttr(RuleValue value, ValueAttribute attribute, int index)
    {
        switch (value.Kind)
        {
            case RuleValueKind.Partition: return PartitionAttribute(partitions.Partition(value.Number), attribute);
            case RuleValueKind.Arn: return ArnAttribute(value.Text!, attribute, index);
            case RuleValueKind.Url: return UrlAttribute(value.Text!, attribute);
            case RuleValueKind.List when index >= 0 && index < value.List!.Count: return RuleValue.Of(value.List[index]);
            default: return default;
        }
    }

    static RuleValue PartitionAttribute(PartitionRow partition, ValueAttribute attribute) => attribute switch
    {
        ValueAttribute.PartitionName => RuleValue.Of(partition.Id),
        ValueAttribute.DnsSuffix => RuleValue.Of(partition.DnsSuffix),
        ValueAttribute.DualStackDnsSuffix => RuleValue.Of(partition.DualStackDnsSuffix),
        ValueAttribute.ImplicitGlobalRegion => RuleValue.Of(partition.ImplicitGlobalRegion),
        ValueAttribute.SupportsFips => RuleValue.Of(partition.SupportsFips),
        ValueAttribute.SupportsDualStack => RuleValue.Of(partition.SupportsDualStack),
        _ => default,
    };

    static RuleValue ArnAttribute(string text, ValueAttribute attribute, int index)
    {
        Arn.TryParse(text, out var arn);
        return attribute switch
        {
            ValueAttribute.ArnPartition => RuleValue.Of(arn.Partition),
            ValueAttribute.ArnService => RuleValue.Of(arn.Service),
            ValueAttribute.ArnRegion => RuleValue.Of(arn.Region),
            ValueAttribute.ArnAccountId => RuleValue.Of(arn.AccountId),
            ValueAttribute.ArnResourceId when index >= 0 => RuleValue.Of(arn.ResourceId(index)),
            ValueAttribute.ArnResourceId => RuleValue.Of(arn.Resource.Split(':', '/')),
            _ => default,
        };
    }

    static RuleValue UrlAttribute(string text, ValueAttribute attribute)
    {
        EndpointUrl.TryParse(text, out var url);
        return attribute switch
        {
            ValueAttribute.UrlScheme => RuleValue.Of(url.Scheme),
            ValueAttribute.UrlAuthority => RuleValue.Of(url.Authority),
            ValueAttribute.UrlPath => RuleValue.Of(url.Path),
            ValueAttribute.UrlNormalizedPath => RuleValue.Of(url.NormalizedPath),
            ValueAttribute.UrlIsIp => RuleValue.Of(url.IsIp),
            _ => default,
        };
    }

    static bool BooleanEquals(RuleValue left, RuleValue right) => left.IsTrue ? right.IsTrue : left.IsFalse && right.IsFalse;

    static bool IsValidHostLabel(string? text, RuleValue allowDots)
        => text is not null && (allowDots.IsTrue ? HostLabel.AreValid(text) : HostLabel.IsValid(text));

    static bool IsVirtualHostable(string? bucket, RuleValue allowDots)
        => bucket is not null && HostLabel.IsVirtualHostableBucket(bucket, allowDots.IsTrue);

    static RuleValue ParseUrl(string? text) => text is not null && EndpointUrl.TryParse(text, out _) ? RuleValue.OfUrl(text) : default;

    static RuleValue ParseArn(string? text) => text is not null && Arn.TryParse(text, out _) ? RuleValue.OfArn(text) : default;

    static RuleValue UriEncode(string? text) => text is null ? default : RuleValue.Of(UriEncoding.Encode(text));

    /// <summary>The characters from start to before stop, from the end when reversed; nothing when the text is shorter or not ASCII.</summary>
    RuleValue Substring(RuleExpression call)
    {
        var (start, stop) = (Argument(call, 1).Number, Argument(call, 2).Number);
        if (Argument(call, 0).Text is not { } text || start >= stop || text.Length < stop || !System.Text.Ascii.IsValid(text)) return default;

        return RuleValue.Of(Argument(call, 3).IsTrue ? text[^stop..^start] : text[start..stop]);
    }

    /// <summary>The parts of a text between delimiters, the last with the rest when there would be more than the limit; 0 is no limit.</summary>
    RuleValue Split(RuleExpression call)
    {
        if (Argument(call, 0).Text is not { } text || Argument(call, 1).Text is not { Length: > 0 } delimiter) return default;

        var limit = Argument(call, 2).Number;
        return RuleValue.Of(text.Split(delimiter, limit > 0 ? limit : int.MaxValue));
    }

    RuleValue Coalesce(RuleExpression call)
    {
        for (var i = 0; i < call.ArgumentCount; i++)
        {
            if (Argument(call, i) is { IsSet: true } value) return value;
        }
        return default;
    }
}

namespace Awl.Model.EndpointRules;

/// <summary>What an expression of a rule set is: a constant, a variable, a construct or a call of a standard function.</summary>
/// <remarks>Source: Smithy 2.0, "Rules engine specification" and its standard library. The numbers are part of the pack.</remarks>
enum ExpressionKind : byte
{
    /// <summary>A constant string.</summary>
    Text = 1,

    /// <summary>A constant; the operand is 0 or 1.</summary>
    Boolean = 2,

    /// <summary>A constant; the operand is the number.</summary>
    Integer = 3,

    /// <summary>The variable in the slot that the operand names: a parameter, or an assigned result.</summary>
    Reference = 4,

    /// <summary>The arguments as text, one after the other.</summary>
    Template = 5,

    /// <summary>The arguments as a list.</summary>
    List = 6,

    /// <summary>The arguments in pairs: a name, then its value.</summary>
    Record = 7,

    /// <summary>Keeps the value of the expression that the operand names in the slot <see cref="RuleExpression.Index"/>.</summary>
    Assign = 8,

    /// <summary>One attribute or element (or both: an element of an attribute) of the expression that the operand names.</summary>
    GetAttr = 9,

    IsSet = 10,
    Not = 11,
    BooleanEquals = 12,
    StringEquals = 13,
    IsValidHostLabel = 14,
    ParseUrl = 15,
    ParseArn = 16,
    Partition = 17,
    Substring = 18,
    UriEncode = 19,
    IsVirtualHostableS3Bucket = 20,
    Split = 21,
    Coalesce = 22,
    IfThenElse = 23,
}

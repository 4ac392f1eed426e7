using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Awl.Local.Sandbox.Policies;

/// <summary>One line of a condition: an operator, a key of the request, and values of which one must fit.</summary>
/// <remarks>Source: IAM user guide, "IAM JSON policy elements: condition operators".</remarks>
sealed record PolicyCondition(string Operator, string Key, IReadOnlyList<string> Values)
{
    const string IfExists = "IfExists";
    const string ForAll = "ForAllValues:";
    const string ForAny = "ForAnyValue:";

    /// <exception cref="FormatException">There is no such operator.</exception>
    public static IEnumerable<PolicyCondition> ParseAll(JsonElement conditions)
    {
        foreach (var operation in conditions.EnumerateObject())
        {
            foreach (var key in operation.Value.EnumerateObject())
            {
                var condition = new PolicyCondition(operation.Name, key.Name, [.. PatternList.Texts(key.Value)]);
                if (FindTest(condition.BaseOperator) is null && condition.BaseOperator != "Null") throw new FormatException();
                yield return condition;
            }
        }
    }

    string BaseOperator
    {
        get
        {
            var name = Operator.StartsWith(ForAll, StringComparison.Ordinal) || Operator.StartsWith(ForAny, StringComparison.Ordinal)
                ? Operator[(Operator.IndexOf(':', StringComparison.Ordinal) + 1)..] : Operator;
            return name.EndsWith(IfExists, StringComparison.Ordinal) ? name[..^IfExists.Length] : name;
        }
    }

    bool IsNegated => BaseOperator.Contains("Not", StringComparison.Ordinal);

    /// <summary>Whether the request fulfils it. A key that the request lacks fulfils only negations and <c>…IfExists</c>.</summary>
    public bool IsFulfilled(RequestKeys request)
    {
        var values = request.Find(Key);
        if (BaseOperator == "Null") return Values.Any(value => value.Equals("true", StringComparison.OrdinalIgnoreCase) == (values.Count == 0));
        if (values.Count == 0) return IsNegated || Operator.EndsWith(IfExists, StringComparison.Ordinal) || Operator.StartsWith(ForAll, StringComparison.Ordinal);

        var test = FindTest(BaseOperator)!;
        return Operator.StartsWith(ForAll, StringComparison.Ordinal) ? values.All(Fits) : values.Any(Fits);

        bool Fits(string actual) => Values.Any(value => test(actual, request.Expand(value))) != IsNegated;
    }

    /// <summary>The comparison of an operator without its negation, or null when there is no such operator.</summary>
    static Func<string, string, bool>? FindTest(string name) => name switch
    {
        "StringEquals" or "StringNotEquals" => static (actual, value) => actual == value,
        "StringEqualsIgnoreCase" or "StringNotEqualsIgnoreCase" => static (actual, value) => actual.Equals(value, StringComparison.OrdinalIgnoreCase),
        "StringLike" or "StringNotLike" or "ArnLike" or "ArnEquals" or "ArnNotLike" or "ArnNotEquals" => static (actual, value) => Wildcard.Fits(value, actual, ignoreCase: false),
        "Bool" => static (actual, value) => actual.Equals(value, StringComparison.OrdinalIgnoreCase),
        "NumericEquals" or "NumericNotEquals" => static (actual, value) => Number(actual) == Number(value),
        "NumericLessThan" => static (actual, value) => Number(actual) < Number(value),
        "NumericLessThanEquals" => static (actual, value) => Number(actual) <= Number(value),
        "NumericGreaterThan" => static (actual, value) => Number(actual) > Number(value),
        "NumericGreaterThanEquals" => static (actual, value) => Number(actual) >= Number(value),
        "DateEquals" or "DateNotEquals" => static (actual, value) => Date(actual) == Date(value),
        "DateLessThan" => static (actual, value) => Date(actual) < Date(value),
        "DateLessThanEquals" => static (actual, value) => Date(actual) <= Date(value),
        "DateGreaterThan" => static (actual, value) => Date(actual) > Date(value),
        "DateGreaterThanEquals" => static (actual, value) => Date(actual) >= Date(value),
        "IpAddress" or "NotIpAddress" => IsInNetwork,
        _ => null,
    };

    /// <summary>What is no number compares as false with everything.</summary>
    static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    /// <summary>ISO 8601 or seconds since 1970.</summary>
    static DateTimeOffset? Date(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return DateTimeOffset.FromUnixTimeSeconds(seconds);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
    }

    static bool IsInNetwork(string actual, string network)
    {
        if (!IPAddress.TryParse(actual, out var address)) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (IPNetwork.TryParse(network, out var parsed)) return parsed.Contains(address);
        return IPAddress.TryParse(network, out var single) && single.Equals(address);
    }
}

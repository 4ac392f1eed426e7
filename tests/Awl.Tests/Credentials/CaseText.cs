using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Awl.Tests.Credentials;

/// <summary>The placeholders and matchers of the credentials cases, as their README has them.</summary>
static class CaseText
{
    /// <summary>The node with each placeholder filled in.</summary>
    public static JsonNode? Fill(JsonNode? node, string home, DateTimeOffset now) => node switch
    {
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Fill(pair.Value, home, now)))),
        JsonArray list => new JsonArray([.. list.Select(item => Fill(item, home, now))]),
        JsonValue value when value.TryGetValue(out string? text) => FillText(text, home, now),
        _ => node?.DeepClone(),
    };

    static JsonNode FillText(string text, string home, DateTimeOffset now)
    {
        if (Regex.Match(text, @"^\{\{NOW_(MS|S)([+-]\d+)\}\}$") is { Success: true } number)
        {
            var time = now.AddSeconds(int.Parse(number.Groups[2].Value, CultureInfo.InvariantCulture));
            return number.Groups[1].Value == "MS" ? time.ToUnixTimeMilliseconds() : time.ToUnixTimeSeconds();
        }
        var filled = Regex.Replace(text.Replace("{{HOME}}", home, StringComparison.Ordinal), @"\{\{NOW([+-]\d+)?\}\}", match =>
            now.AddSeconds(match.Groups[1].Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        return JsonValue.Create(filled);
    }

    /// <summary>Whether a text fits a matcher; a null text is one that is not there.</summary>
    public static bool Matches(JsonNode? matcher, string? text)
    {
        if (matcher is not JsonObject rules) return (string?)matcher == text;
        if (rules["absent"] is { } absent) return text is null == (bool)absent;
        if (rules["present"] is { } present) return text is not null == (bool)present;
        return text is not null && rules.All(rule => rule.Key switch
        {
            "contains" => Texts(rule.Value).All(part => text.Contains(part, StringComparison.Ordinal)),
            "not_contains" => !Texts(rule.Value).Any(part => text.Contains(part, StringComparison.Ordinal)),
            "regex" => Regex.IsMatch(text, (string)rule.Value!, RegexOptions.Singleline),
            "one_of" => Texts(rule.Value).Contains(text),
            "time_near" => (Time(text) - Time((string)rule.Value!)).Duration() <= TimeSpan.FromSeconds((int?)rules["within_s"] ?? 30),
            "within_s" => true,
            _ => throw new InvalidOperationException($"Unknown matcher {rule.Key}"),
        });
    }

    /// <summary>Whether a JSON value has all that the expected one has.</summary>
    public static bool Contains(JsonNode? actual, JsonNode? expected) => expected switch
    {
        JsonObject rules when IsMatcher(rules) => Matches(rules, actual is JsonValue value && value.TryGetValue(out string? text) ? text : actual?.ToJsonString()),
        JsonObject map => actual is JsonObject actualMap && map.All(pair =>
            pair.Value is JsonObject { Count: 1 } rule && rule.ContainsKey("absent") ? !actualMap.ContainsKey(pair.Key) : Contains(actualMap[pair.Key], pair.Value)),
        _ => JsonNode.DeepEquals(actual, expected),
    };

    public static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text.Replace("UTC", "Z", StringComparison.Ordinal), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    static bool IsMatcher(JsonObject rules)
        => rules.Count > 0 && rules.All(rule => rule.Key is "absent" or "present" or "contains" or "not_contains" or "regex" or "time_near" or "within_s" or "one_of");

    static IEnumerable<string> Texts(JsonNode? node) => node is JsonArray list ? list.Select(item => (string)item!) : [(string)node!];
}

using System.Globalization;
using System.Text.Json;

namespace Awl.Local.Sandbox.S3;

/// <summary>The policy of a form: until when it holds, and what its fields may be.</summary>
/// <remarks>Source: S3 API reference, "POST policy".</remarks>
sealed class FormPolicy
{
    readonly List<Condition> _conditions;

    FormPolicy(List<Condition> conditions) => _conditions = conditions;

    /// <param name="base64">The policy as it stands in the form.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="SandboxException">It is no policy, or has ended.</exception>
    public static FormPolicy Parse(string base64, DateTimeOffset now)
    {
        try
        {
            using var json = JsonDocument.Parse(Convert.FromBase64String(base64));
            var expiration = DateTimeOffset.Parse(json.RootElement.GetProperty("expiration"u8).GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            if (expiration <= now) throw new SandboxException("AccessDenied", "Invalid according to Policy: Policy expired.", 403);
            return new([.. json.RootElement.GetProperty("conditions"u8).EnumerateArray().SelectMany(Condition.Parse)]);
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            throw new SandboxException("InvalidPolicyDocument", "Invalid Policy: Invalid JSON.");
        }
    }

    /// <summary>Each condition must hold, and each field must have one.</summary>
    public void CheckFields(Dictionary<string, string> fields, string key)
    {
        var named = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "policy", "x-amz-signature", "file", "AWSAccessKeyId", "signature" };
        foreach (var condition in _conditions.Where(condition => !condition.IsLength))
        {
            named.Add(condition.Name);
            if (!condition.Fits(condition.Name == "key" ? key : fields.GetValueOrDefault(condition.Name, "")))
                throw new SandboxException("AccessDenied", $"Invalid according to Policy: Policy Condition failed: {condition.Text}", 403);
        }
        if (fields.Keys.FirstOrDefault(name => !named.Contains(name) && name != "bucket" && !name.StartsWith("x-ignore-", StringComparison.OrdinalIgnoreCase)) is { } extra)
            throw new SandboxException("AccessDenied", $"Invalid according to Policy: Extra input fields: {extra}", 403);
    }

    public void CheckLength(long size)
    {
        foreach (var range in _conditions.Where(condition => condition.IsLength))
        {
            if (size < range.Least) throw new SandboxException("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
            if (size > range.Most) throw new SandboxException("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
        }
    }

    /// <summary>What a field must be, or how long the file.</summary>
    sealed record Condition(string Kind, string Name, string Value, long Least, long Most, string Text)
    {
        public bool IsLength => Kind == "content-length-range";

        public bool Fits(string actual) => Kind == "eq" ? actual == Value : actual.StartsWith(Value, StringComparison.Ordinal);

        /// <summary><c>["eq", "$name", "value"]</c>, <c>["content-length-range", 1, 10]</c>, or <c>{"name": "value"}</c>, which means equality.</summary>
        public static IEnumerable<Condition> Parse(JsonElement json)
        {
            var text = json.GetRawText();
            if (json.ValueKind == JsonValueKind.Object)
                return [.. json.EnumerateObject().Select(property => new Condition("eq", property.Name, property.Value.GetString()!, 0, 0, text))];

            return json[0].GetString()!.ToLowerInvariant() switch
            {
                "content-length-range" => [new("content-length-range", "", "", json[1].GetInt64(), json[2].GetInt64(), text)],
                "eq" or "starts-with" => [new(json[0].GetString()!.ToLowerInvariant(), json[1].GetString()!.TrimStart('$'), json[2].GetString()!, 0, 0, text)],
                _ => throw new FormatException(),
            };
        }
    }
}

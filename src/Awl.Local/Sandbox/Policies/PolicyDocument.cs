using System.Text.Json;

namespace Awl.Local.Sandbox.Policies;

/// <summary>A policy of IAM: statements that allow or deny.</summary>
/// <remarks>Source: IAM user guide, "Grammar of the IAM JSON policy language".</remarks>
sealed record PolicyDocument(IReadOnlyList<PolicyStatement> Statements)
{
    /// <summary>Reads a document.</summary>
    /// <exception cref="SandboxException">It is no JSON, or breaks the grammar.</exception>
    public static PolicyDocument Parse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var statements = json.RootElement.GetProperty("Statement"u8);
            return new(statements.ValueKind == JsonValueKind.Array
                ? [.. statements.EnumerateArray().Select(PolicyStatement.Parse)]
                : [PolicyStatement.Parse(statements)]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new SandboxException("MalformedPolicyDocument", "Syntax errors in policy.");
        }
    }
}

/// <summary>One statement of a policy.</summary>
sealed record PolicyStatement
{
    public required bool Allows { get; init; }
    public string? Id { get; init; }

    /// <summary>Patterns of actions, or null where the statement has none.</summary>
    public required PatternList? Actions { get; init; }

    /// <summary>Patterns of resources; null in a trust policy, which is about its own role.</summary>
    public required PatternList? Resources { get; init; }

    /// <summary>Who is meant; null in a policy of an identity.</summary>
    public required PrincipalList? Principals { get; init; }

    public required IReadOnlyList<PolicyCondition> Conditions { get; init; }

    public static PolicyStatement Parse(JsonElement json) => new()
    {
        Allows = json.GetProperty("Effect"u8).GetString() switch { "Allow" => true, "Deny" => false, _ => throw new FormatException() },
        Id = json.TryGetProperty("Sid"u8, out var id) ? id.GetString() : null,
        Actions = PatternList.Find(json, "Action", "NotAction"),
        Resources = PatternList.Find(json, "Resource", "NotResource"),
        Principals = PrincipalList.Find(json),
        Conditions = json.TryGetProperty("Condition"u8, out var conditions) ? [.. PolicyCondition.ParseAll(conditions)] : [],
    };
}

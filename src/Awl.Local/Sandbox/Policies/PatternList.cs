using System.Text.Json;

namespace Awl.Local.Sandbox.Policies;

/// <summary>Patterns with <c>*</c> and <c>?</c> of which one must fit, or, in the <c>Not…</c> form, none may.</summary>
sealed record PatternList(IReadOnlyList<string> Patterns, bool IsNegated)
{
    /// <summary>The list of a statement under one of two names, or null when it has neither.</summary>
    public static PatternList? Find(JsonElement statement, string name, string negatedName)
    {
        if (statement.TryGetProperty(name, out var value)) return new([.. Texts(value)], IsNegated: false);
        return statement.TryGetProperty(negatedName, out var negated) ? new([.. Texts(negated)], IsNegated: true) : null;
    }

    /// <summary>Whether the list is about a text.</summary>
    /// <param name="text">An action or an ARN.</param>
    /// <param name="ignoreCase">Actions are the same in any case, ARNs are not.</param>
    /// <param name="expand">Puts values in the place of <c>${…}</c>.</param>
    public bool Covers(string text, bool ignoreCase, Func<string, string> expand)
        => Patterns.Any(pattern => Wildcard.Fits(expand(pattern), text, ignoreCase)) != IsNegated;

    /// <summary>One text, or a list of them.</summary>
    public static IEnumerable<string> Texts(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().Select(TextOf) : [TextOf(value)];

    static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number => value.GetRawText(),
        _ => throw new FormatException(),
    };
}

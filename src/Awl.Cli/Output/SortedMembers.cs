using System.Text.Json;

namespace Awl.Cli.Output;

/// <summary>The members of an object by name, in the order of code points, as Python sorts.</summary>
static class SortedMembers
{
    /// <param name="value">The object.</param>
    /// <param name="isWanted">Which members; all where it is null.</param>
    public static List<JsonProperty> Of(JsonElement value, Func<JsonProperty, bool>? isWanted = null)
    {
        var members = new List<JsonProperty>();
        foreach (var property in value.EnumerateObject())
        {
            if (isWanted is null || isWanted(property)) members.Add(property);
        }
        if (members.Count > 1) members.Sort((a, b) => Compare(a.Name, b.Name));
        return members;
    }

    /// <summary>UTF-16's own order differs above U+D7FF, where surrogates stand below U+E000 to U+FFFF.</summary>
    public static int Compare(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length) return left.Length - right.Length;

        char a = left[same], b = right[same];
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a - b : char.IsSurrogate(a) ? 1 : -1;
    }
}

using System.Text.Json;

namespace Awl.Cli.Output;

/// <summary>The members of an object by name, in the order of code points, as Python sorts.</summary>
static class SortedMembers
{
    public static List<JsonProperty> Of(JsonElement value)
    {
        var members = new List<JsonProperty>();
        foreach (var property in value.EnumerateObject()) members.Add(property);
        members.Sort((a, b) => Compare(a.Name, b.Name));
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

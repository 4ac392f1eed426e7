namespace Awl.Cli.Parameters.Skeletons;

/// <summary>How far the comments of a mapping stand from their values.</summary>
/// <remarks>
/// One space where an earlier comment of the mapping gives a column to align with (it is the first, to the left of everything), two where none does. Which
/// earlier comment counts depends on the order of the keys in the alphabet. Source: ruamel.yaml, comments.py, <c>_yaml_get_column</c>.
/// </remarks>
sealed class CommentColumns
{
    readonly List<(string Key, bool HasComment)> _earlier = [];

    /// <summary>The comment of the next key with the space before it; nothing when it has none.</summary>
    public string Place(string key, string? comment)
    {
        var placed = comment is null ? "" : (IsAligned(key) ? " # " : "  # ") + comment;
        _earlier.Add((key, comment is not null));
        return placed;
    }

    bool IsAligned(string key)
    {
        if (_earlier is [.., (_, true)]) return true;
        foreach (var (earlier, hasComment) in _earlier)
        {
            if (string.CompareOrdinal(earlier, key) >= 0) return false;
            if (hasComment) return true;
        }
        return false;
    }
}

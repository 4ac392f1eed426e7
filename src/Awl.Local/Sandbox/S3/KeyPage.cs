namespace Awl.Local.Sandbox.S3;

/// <summary>One page of a listing.</summary>
sealed class KeyPage
{
    /// <summary>Keys that count, with their versions.</summary>
    public List<ObjectRecord> Keys { get; } = [];

    /// <summary>Versions, of a listing of versions.</summary>
    public List<(string Key, ObjectVersion Version, bool IsLatest)> Versions { get; } = [];

    /// <summary>Beginnings that several keys have in common up to the delimiter.</summary>
    public List<string> Prefixes { get; } = [];

    public bool IsTruncated { get; private set; }

    /// <summary>The last key or common beginning on the page: the next one goes on behind it.</summary>
    public string Last { get; private set; } = "";

    public string? LastVersionId { get; private set; }

    int Count => Keys.Count + Versions.Count + Prefixes.Count;

    /// <summary>Keys behind a given one.</summary>
    public static KeyPage Of(Bucket bucket, string prefix, string? delimiter, string after, int limit)
    {
        var page = new KeyPage();
        page.Walk(bucket, prefix, delimiter, StartOf(bucket, prefix, delimiter, after), record =>
        {
            if (record.Current is null) return true;
            if (page.IsFull(limit)) return false;
            page.Keys.Add(record);
            page.Last = record.Key;
            return true;
        }, limit);
        return page;
    }

    /// <summary>Versions behind a given one.</summary>
    public static KeyPage OfVersions(Bucket bucket, string prefix, string? delimiter, string afterKey, string? afterVersion, int limit)
    {
        var page = new KeyPage();
        var start = afterVersion is { Length: > 0 } ? bucket.IndexOf(afterKey) : StartOf(bucket, prefix, delimiter, afterKey);
        page.Walk(bucket, prefix, delimiter, start, record => page.AddVersions(record, record.Key == afterKey ? afterVersion : null, limit), limit);
        return page;
    }

    /// <summary>Behind a common beginning means behind all keys that have it.</summary>
    static int StartOf(Bucket bucket, string prefix, string? delimiter, string after)
    {
        if (delimiter is not null && after.EndsWith(delimiter, StringComparison.Ordinal) && after.StartsWith(prefix, StringComparison.Ordinal) && after.Length > prefix.Length) return EndOf(bucket, after);
        return after.Length == 0 ? bucket.IndexOf(prefix) : Math.Max(bucket.IndexOf(prefix), bucket.IndexWhere(key => KeyOrder.Instance.Compare(key, after) > 0));
    }

    static int EndOf(Bucket bucket, string prefix)
        => bucket.IndexWhere(key => KeyOrder.Instance.Compare(key, prefix) > 0 && !key.StartsWith(prefix, StringComparison.Ordinal));

    void Walk(Bucket bucket, string prefix, string? delimiter, int start, Func<ObjectRecord, bool> add, int limit)
    {
        for (var i = start; i < bucket.Count; i++)
        {
            var record = bucket.ObjectAt(i);
            if (!record.Key.StartsWith(prefix, StringComparison.Ordinal)) return;
            if (FindGroup(record.Key, prefix, delimiter) is { } group)
            {
                if (HasCurrent(bucket, i, group) && !AddGroup(group, limit)) return;
                i = EndOf(bucket, group) - 1;
            }
            else if (!add(record)) return;
        }
    }

    static string? FindGroup(string key, string prefix, string? delimiter)
        => delimiter is not null && key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal) is >= 0 and var at ? key[..(at + delimiter.Length)] : null;

    /// <summary>A group of which every key is deleted is not listed.</summary>
    static bool HasCurrent(Bucket bucket, int start, string group)
    {
        for (var i = start; i < bucket.Count && bucket.ObjectAt(i).Key.StartsWith(group, StringComparison.Ordinal); i++)
        {
            if (bucket.ObjectAt(i).Current is not null) return true;
        }
        return false;
    }

    bool AddGroup(string group, int limit)
    {
        if (IsFull(limit)) return false;
        Prefixes.Add(group);
        (Last, LastVersionId) = (group, null);
        return true;
    }

    bool AddVersions(ObjectRecord record, string? after, int limit)
    {
        var first = after is null ? 0 : record.Versions.FindIndex(version => version.VersionId == after) + 1;
        for (var i = first; i < record.Versions.Count; i++)
        {
            if (IsFull(limit)) return false;
            Versions.Add((record.Key, record.Versions[i], i == 0));
            (Last, LastVersionId) = (record.Key, record.Versions[i].VersionId);
        }
        return true;
    }

    bool IsFull(int limit)
    {
        if (Count < limit) return false;
        IsTruncated = limit > 0;
        return true;
    }
}

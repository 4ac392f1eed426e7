using Awl.Local.Sandbox.Storage;

namespace Awl.Local.Sandbox.S3;

/// <summary>All buckets.</summary>
sealed class BucketStore
{
    readonly DataFolder _folder;
    readonly Lock _lock = new();
    readonly SortedDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    public BucketStore(DataFolder folder)
    {
        _folder = folder;
        foreach (var name in folder.Folders("buckets"))
        {
            if (Bucket.TryLoad(folder, name) is { } bucket) _buckets[name] = bucket;
        }
    }

    public IReadOnlyList<Bucket> All
    {
        get
        {
            lock (_lock) return [.. _buckets.Values];
        }
    }

    public Bucket? Find(string name)
    {
        lock (_lock) return _buckets.GetValueOrDefault(name);
    }

    /// <summary>The bucket of that name.</summary>
    /// <exception cref="SandboxException">There is none.</exception>
    public Bucket Get(string name) => Find(name) ?? throw S3Errors.NoSuchBucket(name);

    /// <summary>Makes a bucket; false when there is one of that name.</summary>
    public bool TryCreate(BucketRecord record)
    {
        lock (_lock)
        {
            if (_buckets.ContainsKey(record.Name)) return false;
            _buckets[record.Name] = Bucket.Create(_folder, record);
            return true;
        }
    }

    /// <summary>Removes an empty bucket.</summary>
    /// <exception cref="SandboxException">There is none, or it is not empty.</exception>
    public void Delete(string name)
    {
        lock (_lock)
        {
            Get(name).Delete();
            _buckets.Remove(name);
        }
    }
}

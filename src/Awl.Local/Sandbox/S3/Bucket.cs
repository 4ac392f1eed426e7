using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Awl.Local.Sandbox.Storage;

namespace Awl.Local.Sandbox.S3;

/// <summary>A bucket: what is on disk, and in memory the names of its keys in order. A change is on disk before anybody sees it.</summary>
/// <remarks>
/// In its folder: <c>bucket.json</c>, <c>keys/HASH.json</c> for each key with all versions, <c>uploads/ID.json</c>, <c>data/ID</c> for bytes.
/// A data file that no record names is left over from a write that did not finish, and is removed at the next start.
/// </remarks>
sealed class Bucket
{
    readonly DataFolder _folder;
    readonly string _path;
    readonly Lock _lock = new();
    readonly List<ObjectRecord> _objects = [];
    readonly Dictionary<string, UploadRecord> _uploads = new(StringComparer.Ordinal);
    bool _isDeleted;

    Bucket(DataFolder folder, BucketRecord record) => (_folder, _path, Record) = (folder, PathOf(record.Name), record);

    public BucketRecord Record { get; }
    public string Name => Record.Name;

    public static string PathOf(string name) => $"buckets/{name}";

    public static Bucket Create(DataFolder folder, BucketRecord record)
    {
        // A bucket of that name may have gone while something was written into it.
        folder.DeleteFolder(PathOf(record.Name));
        var bucket = new Bucket(folder, record);
        bucket.SaveRecord();
        return bucket;
    }

    /// <summary>Reads a bucket back, or null where its making did not come to its end.</summary>
    public static Bucket? TryLoad(DataFolder folder, string name)
    {
        if (folder.Read($"{PathOf(name)}/bucket.json") is not { } json) return null;
        var bucket = new Bucket(folder, JsonSerializer.Deserialize(json, S3Json.Default.BucketRecord)!);
        bucket.LoadObjects();
        bucket.LoadUploads();
        bucket.RemoveLeftovers();
        return bucket;
    }

    /// <summary>Its policy, a text within JSON, or null.</summary>
    public string? FindPolicy() => Record.Settings.GetValueOrDefault("BucketPolicy") is { } json ? JsonElement.Parse(json).GetString() : null;

    /// <summary>Whether its owner owns all that is in it, so that nobody needs access lists.</summary>
    public bool HasNoLists => Record.Settings.GetValueOrDefault("BucketOwnershipControls")?.Contains(BucketSettingOperations.OwnerEnforced, StringComparison.Ordinal) == true;

    /// <summary>The id that tells a version, or null where the bucket never kept any: then there is but one.</summary>
    public string? ShownIdOf(ObjectVersion version) => Record.Versioning is null && version.VersionId == ObjectVersion.NullId ? null : version.VersionId;

    /// <summary>Runs something while nobody changes the bucket.</summary>
    public T Read<T>(Func<Bucket, T> read)
    {
        lock (_lock) return read(this);
    }

    /// <summary>Removes the bucket if it is empty. From then on nothing can be put into it.</summary>
    /// <exception cref="SandboxException">It is not empty.</exception>
    public void Delete()
    {
        lock (_lock)
        {
            if (_objects.Count > 0) throw new SandboxException("BucketNotEmpty", "The bucket you tried to delete is not empty", 409).With("BucketName", Name);
            _isDeleted = true;
            _folder.DeleteFolder(_path);
        }
    }

    /// <summary>Changes settings or versioning.</summary>
    public void ChangeRecord(Action<BucketRecord> change)
    {
        lock (_lock)
        {
            CheckIsThere();
            change(Record);
            SaveRecord();
        }
    }

    /// <summary>Keys with their versions in order, from a key on.</summary>
    public IEnumerable<ObjectRecord> ObjectsFrom(int index) => _objects.Skip(index);

    public int Count => _objects.Count;
    public ObjectRecord ObjectAt(int index) => _objects[index];

    /// <summary>The place of the first key that is not before the given one.</summary>
    public int IndexOf(string key) => IndexWhere(other => KeyOrder.Instance.Compare(other, key) >= 0);

    /// <summary>The place of the first key that fulfils what all later ones fulfil too.</summary>
    public int IndexWhere(Func<string, bool> test)
    {
        var (low, high) = (0, _objects.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (test(_objects[middle].Key)) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    /// <summary>All versions of a key, or null when it has none.</summary>
    public ObjectRecord? Find(string key)
    {
        lock (_lock) return IndexOf(key) is var index && index < _objects.Count && _objects[index].Key == key ? _objects[index] : null;
    }

    /// <summary>Adds a version on top of those that a key has, after a last look at them.</summary>
    /// <param name="key">The key.</param>
    /// <param name="version">The version; while none are kept it takes the place of the one before.</param>
    /// <param name="check">Throws when the versions that are there forbid it.</param>
    public void Put(string key, ObjectVersion version, Action<ObjectRecord?> check)
    {
        lock (_lock)
        {
            CheckIsThere();
            var old = Find(key);
            check(old);
            var replaced = version.VersionId == ObjectVersion.NullId ? old?.Versions.Find(other => other.VersionId == ObjectVersion.NullId) : null;
            var record = new ObjectRecord { Key = key, Versions = [version, .. (old?.Versions ?? []).Where(other => other != replaced)] };
            Save(record);
            if (replaced is not null) DeleteFiles(replaced.Files.Except(version.Files));
        }
    }

    /// <summary>Puts a changed version in the place of the one with its id.</summary>
    public void Replace(string key, ObjectVersion version)
    {
        lock (_lock)
        {
            var old = Find(key) ?? throw S3Errors.NoSuchKey(key);
            Save(new ObjectRecord { Key = key, Versions = [.. old.Versions.Select(other => other.VersionId == version.VersionId ? version : other)] });
        }
    }

    /// <summary>Removes a version for good; null when there is none of that id.</summary>
    public ObjectVersion? Remove(string key, string versionId)
    {
        lock (_lock)
        {
            if (Find(key) is not { } old || old.Versions.Find(version => version.VersionId == versionId) is not { } removed) return null;
            var record = new ObjectRecord { Key = key, Versions = [.. old.Versions.Where(version => version != removed)] };
            if (record.Versions.Count > 0) Save(record);
            else Forget(key);
            DeleteFiles(removed.Files);
            return removed;
        }
    }

    public IReadOnlyList<UploadRecord> Uploads
    {
        get
        {
            lock (_lock) return [.. _uploads.Values.OrderBy(upload => upload.Key, KeyOrder.Instance).ThenBy(upload => upload.Initiated)];
        }
    }

    /// <summary>The upload of that id for that key.</summary>
    /// <exception cref="SandboxException">There is none.</exception>
    public UploadRecord GetUpload(string uploadId, string key)
    {
        lock (_lock) return _uploads.GetValueOrDefault(uploadId) is { } upload && upload.Key == key ? upload : throw S3Errors.NoSuchUpload(uploadId);
    }

    /// <summary>Adds an upload.</summary>
    public void AddUpload(UploadRecord upload)
    {
        lock (_lock)
        {
            CheckIsThere();
            Save(upload);
            _uploads[upload.UploadId] = upload;
        }
    }

    /// <summary>Adds a part to an upload. It takes the place of the one with its number.</summary>
    /// <exception cref="SandboxException">The upload is no longer there.</exception>
    public void AddPart(UploadRecord upload, int number, UploadPart part)
    {
        lock (_lock)
        {
            GetUpload(upload.UploadId, upload.Key);
            var isReplaced = upload.Parts.TryGetValue(number, out var replaced);
            upload.Parts[number] = part;
            Save(upload);
            if (isReplaced) DeleteData(replaced!.File.Name);
        }
    }

    /// <summary>Makes an object of the parts of an upload, unless one of them has been replaced since they were chosen.</summary>
    /// <exception cref="SandboxException">The upload or a part is no longer there.</exception>
    public void Complete(UploadRecord upload, ObjectVersion version, Action<ObjectRecord?> check)
    {
        lock (_lock)
        {
            GetUpload(upload.UploadId, upload.Key);
            if (version.Files.Except(upload.Parts.Values.Select(part => part.File)).Any()) throw S3Errors.InvalidPart(upload.UploadId);
            Put(upload.Key, version, check);
            RemoveUpload(upload, version.Files);
        }
    }

    /// <summary>Removes an upload with those of its parts that became part of no object.</summary>
    public void RemoveUpload(UploadRecord upload, IEnumerable<DataFile> kept)
    {
        lock (_lock)
        {
            _uploads.Remove(upload.UploadId);
            _folder.Delete($"{_path}/uploads/{upload.UploadId}.json");
            DeleteFiles(upload.Parts.Values.Select(part => part.File).Except(kept));
        }
    }

    /// <summary>A new file for bytes; it counts once a record names it.</summary>
    public FileStream CreateData(out string name)
    {
        name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        lock (_lock)
        {
            CheckIsThere();
            return _folder.Create($"{_path}/data/{name}");
        }
    }

    public FileStream OpenData(DataFile file) => _folder.OpenRead($"{_path}/data/{file.Name}");

    public void DeleteFiles(IEnumerable<DataFile> files)
    {
        foreach (var file in files) DeleteData(file.Name);
    }

    public void DeleteData(string name) => _folder.Delete($"{_path}/data/{name}");

    void CheckIsThere()
    {
        if (_isDeleted) throw S3Errors.NoSuchBucket(Name);
    }

    void Save(UploadRecord upload)
        => _folder.Write($"{_path}/uploads/{upload.UploadId}.json", JsonSerializer.SerializeToUtf8Bytes(upload, S3Json.Default.UploadRecord));

    void Save(ObjectRecord record)
    {
        _folder.Write(FileOf(record.Key), JsonSerializer.SerializeToUtf8Bytes(record, S3Json.Default.ObjectRecord));
        var index = IndexOf(record.Key);
        if (index < _objects.Count && _objects[index].Key == record.Key) _objects[index] = record;
        else _objects.Insert(index, record);
    }

    void Forget(string key)
    {
        _folder.Delete(FileOf(key));
        _objects.RemoveAt(IndexOf(key));
    }

    /// <summary>Keys may be longer than names of files, and hold what those may not.</summary>
    string FileOf(string key) => $"{_path}/keys/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}.json";

    void SaveRecord() => _folder.Write($"{_path}/bucket.json", JsonSerializer.SerializeToUtf8Bytes(Record, S3Json.Default.BucketRecord));

    void LoadObjects()
    {
        foreach (var file in _folder.Files($"{_path}/keys")) _objects.Add(JsonSerializer.Deserialize(_folder.Read($"{_path}/keys/{file}"), S3Json.Default.ObjectRecord)!);
        _objects.Sort((a, b) => KeyOrder.Instance.Compare(a.Key, b.Key));
    }

    void LoadUploads()
    {
        foreach (var file in _folder.Files($"{_path}/uploads"))
        {
            var upload = JsonSerializer.Deserialize(_folder.Read($"{_path}/uploads/{file}"), S3Json.Default.UploadRecord)!;
            if (IsComplete(upload)) _folder.Delete($"{_path}/uploads/{file}");
            else _uploads[upload.UploadId] = upload;
        }
    }

    /// <summary>The end of the process came between the object and the removal of its upload.</summary>
    bool IsComplete(UploadRecord upload)
        => Find(upload.Key)?.Versions.Any(version => version.Files.Intersect(upload.Parts.Values.Select(part => part.File)).Any()) == true;

    void RemoveLeftovers()
    {
        var named = _objects.SelectMany(record => record.Versions).SelectMany(version => version.Files)
            .Concat(_uploads.Values.SelectMany(upload => upload.Parts.Values).Select(part => part.File)).Select(file => file.Name).ToHashSet();
        foreach (var name in _folder.Files($"{_path}/data").Where(name => !named.Contains(name))) DeleteData(name);
    }
}

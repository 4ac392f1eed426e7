using System.Text.Json.Serialization;

namespace Awl.Local.Sandbox.S3;

/// <summary>A bucket as it lies on disk, without its objects.</summary>
sealed class BucketRecord
{
    public required string Name { get; init; }
    public required string Region { get; init; }
    public required DateTimeOffset CreationDate { get; init; }

    /// <summary>Enabled, Suspended, or null when versions were never kept.</summary>
    public string? Versioning { get; set; }

    /// <summary>Policy, tags, CORS rules and so on: the operation that reads it, and its JSON.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];
}

/// <summary>All versions of one key.</summary>
sealed class ObjectRecord
{
    public required string Key { get; init; }

    /// <summary>The newest first.</summary>
    public List<ObjectVersion> Versions { get; init; } = [];

    /// <summary>The version that counts, or null when the latest is a delete marker.</summary>
    [JsonIgnore] public ObjectVersion? Current => Versions[0].IsDeleteMarker ? null : Versions[0];
}

/// <summary>A version of an object, or the mark that it was deleted.</summary>
sealed record ObjectVersion
{
    /// <summary>The id of versions that were written while none were kept.</summary>
    public const string NullId = "null";

    public required string VersionId { get; init; }
    public required DateTimeOffset LastModified { get; init; }
    public bool IsDeleteMarker { get; init; }

    /// <summary>Without quotes.</summary>
    public string ETag { get; init; } = "";

    /// <summary>The files that its bytes lie in, one after the other: one a part.</summary>
    public IReadOnlyList<DataFile> Files { get; init; } = [];

    /// <summary>Content type, storage class and so on, by the model's names.</summary>
    public Dictionary<string, string> Headers { get; init; } = [];

    public Dictionary<string, string> Metadata { get; init; } = [];
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];

    /// <summary>Its checksum, or null.</summary>
    public ObjectChecksum? Checksum { get; init; }

    [JsonIgnore] public long Size => Files.Sum(file => file.Size);
}

/// <summary>A file with bytes of an object.</summary>
/// <param name="Name">Its name in the bucket's folder of data.</param>
/// <param name="Size">How many bytes.</param>
/// <param name="Checksum">Their checksum in base64, where the part has one.</param>
sealed record DataFile(string Name, long Size, string? Checksum = null);

/// <summary>A checksum of an object.</summary>
/// <param name="Algorithm">As the model writes it: CRC64NVME.</param>
/// <param name="Value">In base64; of checksums of parts with their number behind it.</param>
/// <param name="Type">FULL_OBJECT or COMPOSITE.</param>
sealed record ObjectChecksum(string Algorithm, string Value, string Type);

/// <summary>A multipart upload that is not complete.</summary>
sealed class UploadRecord
{
    public required string UploadId { get; init; }
    public required string Key { get; init; }
    public required DateTimeOffset Initiated { get; init; }
    public Dictionary<string, string> Headers { get; init; } = [];
    public Dictionary<string, string> Metadata { get; init; } = [];
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init; } = [];
    public string? ChecksumAlgorithm { get; init; }
    public string? ChecksumType { get; init; }
    public SortedDictionary<int, UploadPart> Parts { get; init; } = [];
}

/// <summary>A part of an upload.</summary>
sealed record UploadPart(string ETag, DataFile File, DateTimeOffset LastModified);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BucketRecord))]
[JsonSerializable(typeof(ObjectRecord))]
[JsonSerializable(typeof(UploadRecord))]
sealed partial class S3Json : JsonSerializerContext;

namespace Awl.Model;

/// <summary>Traits of a shape that have no value; the lowest four bits hold its <see cref="ShapeKind"/>.</summary>
[Flags]
enum ShapeFlags : ushort
{
    KindMask = 15,
    Sensitive = 1 << 4,
    Box = 1 << 5,
    Exception = 1 << 6,
    Union = 1 << 7,
    Streaming = 1 << 8,
    EventStream = 1 << 9,
    Flattened = 1 << 10,
    Event = 1 << 11,
    Document = 1 << 12,
    Deprecated = 1 << 13,
    Sparse = 1 << 14,
    Wrapper = 1 << 15,
}

/// <summary>Traits of a member that have no value; the lowest three bits hold its <see cref="MemberLocation"/>.</summary>
[Flags]
enum MemberFlags : ushort
{
    LocationMask = 7,
    Required = 1 << 3,
    IdempotencyToken = 1 << 4,
    Box = 1 << 5,
    Deprecated = 1 << 6,
    HostLabel = 1 << 7,
    JsonValue = 1 << 8,
    Flattened = 1 << 9,
    EventPayload = 1 << 10,
    EventHeader = 1 << 11,
    Streaming = 1 << 12,
    XmlAttribute = 1 << 13,
    Sensitive = 1 << 14,
}

/// <summary>Traits of an operation that have no value.</summary>
[Flags]
enum OperationFlags : byte
{
    Deprecated = 1,
    ChecksumRequired = 1 << 1,
    UnsignedPayload = 1 << 2,
    EndpointOperation = 1 << 3,
    Idempotent = 1 << 4,
    ReadOnly = 1 << 5,
    HttpChecksum = 1 << 6,
}

/// <summary>Where a member travels.</summary>
public enum MemberLocation : byte
{
    /// <summary>In the body.</summary>
    Body,
    /// <summary>In the path.</summary>
    Uri,
    /// <summary>In the query string.</summary>
    QueryString,
    /// <summary>In one header.</summary>
    Header,
    /// <summary>A map in headers with a common prefix.</summary>
    Headers,
    /// <summary>The status code of the reply.</summary>
    StatusCode,
}

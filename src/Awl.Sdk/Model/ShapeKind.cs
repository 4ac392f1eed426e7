namespace Awl.Model;

/// <summary>The kinds of shapes that AWS's models know.</summary>
public enum ShapeKind : byte
{
    /// <summary>Named members; a union or a document too.</summary>
    Structure,
    /// <summary>One element shape.</summary>
    List,
    /// <summary>String keys and one value shape.</summary>
    Map,
    /// <summary>Text.</summary>
    String,
    /// <summary>32 bits or fewer.</summary>
    Integer,
    /// <summary>64 bits.</summary>
    Long,
    /// <summary>32-bit floating point.</summary>
    Float,
    /// <summary>64-bit floating point.</summary>
    Double,
    /// <summary>True or false.</summary>
    Boolean,
    /// <summary>A point in time.</summary>
    Timestamp,
    /// <summary>Bytes: base64 text in JSON.</summary>
    Blob,
}

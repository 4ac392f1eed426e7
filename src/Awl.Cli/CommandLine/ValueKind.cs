namespace Awl.Cli.CommandLine;

/// <summary>What an option's value is: the kinds that AWS's models know, and the plain number of the program's own options.</summary>
enum ValueKind : byte
{
    String,
    Boolean,
    Integer,
    Long,
    Float,
    Double,
    Timestamp,
    Blob,
    List,
    Structure,
    Map,

    /// <summary>A number of an option that no model defines (<c>--cli-read-timeout</c>).</summary>
    Number,
}

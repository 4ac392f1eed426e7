using System.Text.Json;

namespace Awl.Cli.Output;

/// <summary>A way to print a result: what <c>--output</c> names.</summary>
interface IOutputFormat
{
    /// <summary>What the format makes of a reply in several pages.</summary>
    PageHandling Pages { get; }

    /// <summary>Prints one result, its last newline included. It never is an empty object, but where pages are printed one by one.</summary>
    void Write(JsonElement result, OutputBuffer output);
}

/// <summary>What a format makes of a reply in several pages.</summary>
enum PageHandling
{
    /// <summary>All pages are merged into one result; <c>--query</c> sees that.</summary>
    Merged,

    /// <summary>The same text as <see cref="Merged"/>, but without <c>--query</c> it is printed while pages arrive, so memory does not grow with them.</summary>
    MergedAsTheyCome,

    /// <summary>Each page is a result, as the service sent it; <c>--query</c> sees each.</summary>
    Each,

    /// <summary>The result keys of each page are a result, the non-aggregate keys with the first; <c>--query</c> sees each.</summary>
    ResultKeysOfEach,

    /// <summary>Nothing is printed.</summary>
    Ignored,
}

namespace Awl.Tests;

/// <summary>AWS's own cases, read where they lie: <c>../shared/conformance</c> from the project's root, or <c>$AWL_CONFORMANCE</c>.</summary>
static class Conformance
{
    /// <summary>The folder, or null where this machine has none: the tests that need it then skip and say so.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The path of a file or folder in it; skips the test where the folder is absent.</summary>
    public static string Path(string relative)
    {
        Assert.SkipWhen(Folder is null, "No conformance data: set AWL_CONFORMANCE or lay ../shared/conformance beside the project.");
        return System.IO.Path.Combine(Folder!, relative);
    }

    static string? Find()
    {
        if (Environment.GetEnvironmentVariable("AWL_CONFORMANCE") is { Length: > 0 } named) return Directory.Exists(named) ? named : null;

        var beside = System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository.Folder, "..", "shared", "conformance"));
        return Directory.Exists(beside) ? beside : null;
    }
}

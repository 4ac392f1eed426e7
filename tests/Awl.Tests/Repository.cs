namespace Awl.Tests;

/// <summary>The checkout that the tests run in.</summary>
static class Repository
{
    /// <summary>The folder with Awl.slnx.</summary>
    public static string Folder { get; } = Find();

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Awl.slnx"))) return folder.FullName;
        }
        throw new InvalidOperationException("The tests run outside of a checkout.");
    }
}

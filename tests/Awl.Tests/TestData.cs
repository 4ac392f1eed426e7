namespace Awl.Tests;

/// <summary>The project's own golden folders, <c>tests/data</c>, read where they lie.</summary>
static class TestData
{
    public static string Path(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Awl.slnx"))) return System.IO.Path.Combine(folder.FullName, "tests", "data", relative);
        }
        throw new DirectoryNotFoundException($"No Awl.slnx above {AppContext.BaseDirectory}");
    }
}

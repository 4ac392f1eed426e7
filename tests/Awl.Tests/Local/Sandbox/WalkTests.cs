namespace Awl.Tests.Local.Sandbox;

/// <summary>Runs every walk under <c>tests/data/sandbox</c>, and the one that <c>./run</c> plays, each in a sandbox of its own.</summary>
public class WalkTests
{
    static string Folder => TestData.Path("sandbox");

    public static TheoryData<string> Walks() => ["../../scripts/page.txt", .. Directory.EnumerateFiles(Folder, "*.txt").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Walks))]
    public async Task Awl_and_the_sandbox_agree(string name)
    {
        await using var host = await SandboxHost.StartAsync();
        await new Walk(host).RunAsync(await File.ReadAllTextAsync(Path.Combine(Folder, name)));
        Assert.Equal("", host.Log);
    }
}

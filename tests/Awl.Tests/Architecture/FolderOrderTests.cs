using System.Text.RegularExpressions;

namespace Awl.Tests.Architecture;

/// <summary>Inside Awl.Sdk a folder uses only what stands above it in ARCHITECTURE.md.</summary>
public partial class FolderOrderTests
{
    /// <summary>From the ground up. What stands in the root of the project (Machine, Log, errors) may be used by all.</summary>
    static readonly string[] s_order = ["Keyrings", "Http", "Config", "Model", "JmesPath", "Protocols", "Endpoints", "Signing", "Retry", "Client", "Credentials"];

    [Fact]
    public void A_folder_uses_only_folders_above_it()
    {
        var root = Path.Combine(Repository.Folder, "src", "Awl.Sdk");
        var wrong = new List<string>();
        foreach (var file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            var own = Array.IndexOf(s_order, Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)[0]);
            if (own < 0) continue;
            foreach (Match use in Using().Matches(File.ReadAllText(file)))
            {
                var used = Array.IndexOf(s_order, use.Groups[1].Value);
                if (used > own) wrong.Add($"{Path.GetRelativePath(root, file)} uses {use.Groups[1].Value}");
            }
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_folder_has_its_place_in_the_order()
    {
        var root = Path.Combine(Repository.Folder, "src", "Awl.Sdk");
        var folders = Directory.EnumerateDirectories(root).Select(folder => Path.GetFileName(folder)!).Where(name => name is not ("bin" or "obj"));
        Assert.Equal(s_order.Order(), folders.Order());
    }

    [GeneratedRegex(@"^using (?:static )?Awl\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Using();
}

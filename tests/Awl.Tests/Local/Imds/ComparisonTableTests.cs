using System.Text.RegularExpressions;

namespace Awl.Tests.Local.Imds;

/// <summary>The table in <c>docs/imds.md</c> that compares our metadata service with another.</summary>
public partial class ComparisonTableTests
{
    [Fact]
    public void Each_row_names_a_test_that_exists()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Folder, "docs", "imds.md"));
        var rows = text[text.IndexOf("| behaviour |", StringComparison.Ordinal)..].Split('\n').TakeWhile(line => line.StartsWith('|')).Skip(2).ToList();
        var tests = typeof(ComparisonTableTests).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("Awl.Tests.Local", StringComparison.Ordinal) == true)
            .SelectMany(type => type.GetMethods()).Select(method => method.Name).ToHashSet();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.All(NamesIn(row.TrimEnd('|', ' ').Split('|')[^1]), name => Assert.True(tests.Contains(name) || File.Exists(Path.Combine(Repository.Folder, name)), name)));
    }

    static IReadOnlyList<string> NamesIn(string cell)
    {
        var names = Quoted().Matches(cell).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(names);
        return names;
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}

using Awl.Model;
using Awl.Models;

namespace Awl.Tests.Local.Sandbox;

public class OperationListTests
{
    static readonly string s_page = Path.Combine(Repository.Folder, "docs", "sandbox.md");

    [Fact]
    public async Task The_page_names_the_operations_that_the_sandbox_has()
    {
        await using var host = await SandboxHost.StartAsync();
        var page = (await File.ReadAllTextAsync(s_page, TestContext.Current.CancellationToken)).Split('\n');
        var expected = page.Select(line => LineOf(host, line)).ToArray();
        if (Environment.GetEnvironmentVariable("AWL_UPDATE") == "1") await File.WriteAllTextAsync(s_page, string.Join('\n', expected), TestContext.Current.CancellationToken);
        else Assert.Equal(expected, page);
    }

    static string LineOf(SandboxHost host, string line)
    {
        foreach (var service in (string[])["STS", "IAM", "S3"])
        {
            var start = $"- **{service}**: ";
            if (!line.StartsWith(start, StringComparison.Ordinal)) continue;
            var model = ModelPack.Open().FindService(service.ToLowerInvariant())!.Value;
            return start + string.Join(", ", OperationsOf(model).Where(name => host.Sandbox.Has(model.Name, name)).Order(StringComparer.Ordinal)) + ".";
        }
        return line;
    }

    static IEnumerable<string> OperationsOf(Service service) => Enumerable.Range(0, service.OperationCount).Select(i => service.GetOperation(i).Name);
}

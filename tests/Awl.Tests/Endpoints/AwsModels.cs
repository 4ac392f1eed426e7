using System.Text.Json;

namespace Awl.Tests.Endpoints;

/// <summary>AWS's models as JSON, in a folder that <c>$AWL_MODELS</c> names: <c>service/version/endpoint-rule-set-1.json</c> and <c>partitions.json</c>.</summary>
static class AwsModels
{
    /// <summary>The newest rule set of each service that has one, in the order of their names. Skips the test where there are no models.</summary>
    public static IEnumerable<(string Service, JsonElement RuleSet)> RuleSets()
    {
        foreach (var service in Directory.GetDirectories(Folder).Order(StringComparer.Ordinal))
        {
            var newest = Directory.GetDirectories(service).Select(version => Path.Combine(version, "endpoint-rule-set-1.json")).Where(File.Exists).Max(StringComparer.Ordinal);
            if (newest is not null) yield return (Path.GetFileName(service), Read(newest));
        }
    }

    public static JsonElement Partitions => Read(Path.Combine(Folder, "partitions.json"));

    static string Folder
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable("AWL_MODELS");
            Assert.SkipWhen(folder is null, "No models: AWL_MODELS names their folder.");
            return folder!;
        }
    }

    static JsonElement Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }
}

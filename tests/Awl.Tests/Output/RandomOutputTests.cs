using System.Text;
using System.Text.Json;
using Awl.Cli.Output;
using Awl.JmesPath;

namespace Awl.Tests.Output;

/// <summary>
/// Random replies full of what output formats stumble over, and what AWS CLI v2's formatters made of them: <c>tests/data/output/random.jsonl</c>, a
/// case a line. Formats in which AWS CLI crashed are left out of a case.
/// </summary>
public class RandomOutputTests
{
    [Theory]
    [InlineData("json")]
    [InlineData("text")]
    [InlineData("table")]
    [InlineData("yaml")]
    [InlineData("yaml-stream")]
    public void Random_replies_print_as_AWS_CLI_prints_them(string format)
    {
        var (cases, differences) = (0, new List<string>());
        foreach (var line in File.ReadLines(TestData.Path("output/random.jsonl")))
        {
            using var test = JsonDocument.Parse(line);
            if (!test.RootElement.GetProperty("want").TryGetProperty(format, out var want)) continue;
            cases++;
            var printed = Print(test.RootElement, format);
            if (printed != want.GetString()) differences.Add($"{line}\n--- printed\n{printed}");
        }
        Assert.True(cases > 100);
        Assert.True(differences.Count == 0, $"{differences.Count} of {cases} differ:\n{string.Join("\n\n", differences.Take(3))}");
    }

    static string Print(JsonElement test, string format)
    {
        var options = new OutputOptions
        {
            Title = Text(test, "title")!,
            Query = Text(test, "query") is { } query ? JmesPathExpression.Parse(query) : null,
            Pages = test.TryGetProperty("keys", out var keys) ? PageKeys.Of(Texts(keys), Texts(test.GetProperty("non"))) : null,
            Colour = test.GetProperty("color").ValueEquals("on"),
            IsPaged = true,     // recorded from the formatter itself, without what AWS CLI puts between it and a terminal
        };
        using var stream = new MemoryStream();
        try
        {
            var printer = new ReplyPrinter(OutputFormats.Find(format, options)!, options, stream);
            foreach (var page in test.GetProperty("pages").EnumerateArray()) printer.WritePage(page);
            printer.Complete();
        }
        catch (OutputException) { }     // what stands before the failure is compared
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    static string? Text(JsonElement test, string name) => test.TryGetProperty(name, out var value) ? value.GetString() : null;

    static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(item => item.GetString()!);
}

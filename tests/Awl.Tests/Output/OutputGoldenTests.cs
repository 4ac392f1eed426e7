using System.Text;
using System.Text.Json;
using Awl.Cli.Output;
using Awl.JmesPath;
using Awl.Model;
using Awl.Models;

namespace Awl.Tests.Output;

/// <summary>
/// Replies that we made up, and what AWS CLI v2 printed for them, or for the formats that are ours alone what we want: <c>tests/data/output</c>. A folder is a case: <c>case.json</c> has the title, the
/// query, the paginator's keys; <c>page-N.json</c> are the replies; <c>expected.FORMAT</c> is the text, <c>expected.FORMAT.error</c> the message where AWS CLI failed.
/// </summary>
public class OutputGoldenTests
{
    /// <summary>
    /// AWS CLI prints a value that a query selects twice as a YAML anchor and an alias; its identity is lost in JSON, so we print it twice.
    /// And its failures that come out of Python itself have a message of ours instead.
    /// </summary>
    static readonly Dictionary<string, string> OurMessages = new()
    {
        ["query-structure-first/table"] = "A table cannot show a list that mixes structures with other values.",
    };

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var folder in Directory.GetDirectories(TestData.Path("output")).Order(StringComparer.Ordinal))
        {
            foreach (var (format, _) in OutputFormats.All)
            {
                if (File.Exists(Path.Combine(folder, $"expected.{format}"))) cases.Add(Path.GetFileName(folder), format);
            }
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_output_is_that_of_AWS_CLI(string name, string format)
    {
        var folder = TestData.Path($"output/{name}");
        var (text, error) = Print(folder, format);

        Assert.Equal(File.ReadAllText(Path.Combine(folder, $"expected.{format}")), text);
        var errorFile = Path.Combine(folder, $"expected.{format}.error");
        var expectedError = File.Exists(errorFile) ? OurMessages.GetValueOrDefault($"{name}/{format}") ?? File.ReadAllText(errorFile).TrimEnd('\n') : null;
        Assert.Equal(expectedError, error);
    }

    static (string Text, string? Error) Print(string folder, string format)
    {
        using var stream = new MemoryStream();
        string? error = null;
        try
        {
            var (page, end) = Printer(folder, format, stream);
            for (var n = 1; File.Exists(Path.Combine(folder, $"page-{n}.json")); n++)
            {
                using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, $"page-{n}.json")));
                page(document.RootElement);
            }
            end();
        }
        catch (AwlException e)
        {
            error = e.Message;
        }
        return (Encoding.UTF8.GetString(stream.ToArray()), error);
    }

    static (Action<JsonElement> Page, Action End) Printer(string folder, string format, Stream stream)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "case.json")));
        var test = file.RootElement;
        var options = new OutputOptions
        {
            Title = Text(test, "title")!,
            Query = Text(test, "query") is { } query ? JmesPathExpression.Parse(query) : null,
            Pages = test.TryGetProperty("resultKeys", out var keys) ? PageKeys.Of(Texts(keys), Texts(test.GetProperty("nonAggregateKeys"))) : null,
            Colour = test.TryGetProperty("colour", out _),
            Output = test.TryGetProperty("operation", out var operation) ? OutputOf(operation) : null,
        };
        var printer = new ReplyPrinter(OutputFormats.Find(format, options)!, options, stream);
        var nextToken = Text(test, "nextToken");
        return (printer.WritePage, () => printer.Complete(nextToken));
    }

    static Shape? OutputOf(JsonElement operation) => ModelPack.Open().FindService(operation[0].GetString())!.Value.FindOperation(operation[1].GetString())!.Value.Output;

    static string? Text(JsonElement test, string name) => test.TryGetProperty(name, out var value) ? value.GetString() : null;

    static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(item => item.GetString()!).ToList();
}

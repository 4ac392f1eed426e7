using System.Text;
using System.Text.Json;
using Awl.Cli.Output;

namespace Awl.Tests.Output;

public class ReplyPrinterTests
{
    /// <summary>A list of a million items shows its first ones with the first page, in every format that does not need the whole.</summary>
    [Theory]
    [InlineData("json")]
    [InlineData("text")]
    [InlineData("yaml-stream")]
    [InlineData("csv")]
    [InlineData("tsv")]
    [InlineData("jsonl")]
    public void A_page_is_printed_before_the_next_one_comes(string format)
    {
        var options = new OutputOptions { Title = "ListThings", Pages = PageKeys.Of(["Items"], []) };
        using var stream = new MemoryStream();
        var printer = new ReplyPrinter(OutputFormats.Find(format, options)!, options, stream);

        printer.WritePage(JsonElement.Parse("""{"Items":[{"Name":"first"}]}"""));
        Assert.Contains("first", Text(stream), StringComparison.Ordinal);
        printer.WritePage(JsonElement.Parse("""{"Items":[{"Name":"second"}]}"""));
        Assert.Contains("second", Text(stream), StringComparison.Ordinal);
        printer.Complete();
    }

    /// <summary>What a format keeps of a page is forgotten with it.</summary>
    [Theory]
    [InlineData("json")]
    [InlineData("text")]
    [InlineData("yaml-stream")]
    [InlineData("csv")]
    [InlineData("tsv")]
    [InlineData("jsonl")]
    public void A_page_may_go_when_it_is_printed(string format)
    {
        var options = new OutputOptions { Title = "ListThings", Pages = PageKeys.Of(["Items"], ["Owner"]) };
        using var stream = new MemoryStream();
        var printer = new ReplyPrinter(OutputFormats.Find(format, options)!, options, stream);
        for (var page = 0; page < 3; page++)
        {
            using var document = JsonDocument.Parse($$$"""{"Items":[{"Name":"n{{{page}}}"}],"Owner":{"Id":"{{{page}}}"}}""");
            printer.WritePage(document.RootElement);
        }
        printer.Complete();     // throws where something still looks into a page
        Assert.Contains("n2", Text(stream), StringComparison.Ordinal);
    }

    static string Text(MemoryStream stream) => Encoding.UTF8.GetString(stream.ToArray());
}

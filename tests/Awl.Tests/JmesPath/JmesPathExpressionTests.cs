using System.Text;
using System.Text.Json;
using Awl.JmesPath;

namespace Awl.Tests.JmesPath;

public class JmesPathExpressionTests
{
    /// <summary>One row per file of AWS's suite and of our own cases; an empty name where there is no suite.</summary>
    public static TheoryData<string> SuiteFiles()
    {
        var files = Directory.GetFiles(TestData.Path("jmespath"), "*.json").ToList();
        if (Conformance.Folder is { } folder) files.AddRange(Directory.GetFiles(Path.Combine(folder, "jmespath"), "*.json"));
        files.Sort(StringComparer.Ordinal);
        return [.. files];
    }

    [Theory]
    [MemberData(nameof(SuiteFiles))]
    public void The_cases_of_the_suite_pass(string file)
    {
        using var suites = JsonDocument.Parse(File.ReadAllBytes(file));
        var failures = new StringBuilder();
        var count = 0;

        foreach (var suite in suites.RootElement.EnumerateArray())
        {
            foreach (var test in suite.GetProperty("cases").EnumerateArray())
            {
                count++;
                if (Fault(suite.GetProperty("given"), test) is { } fault) failures.AppendLine($"{test.GetProperty("expression")}: {fault}");
            }
        }
        Assert.True(failures.Length == 0, failures.ToString());
        Assert.NotEqual(0, count);
    }

    [Fact]
    public void The_suite_is_there() => Assert.True(Directory.Exists(Conformance.Path("jmespath")));

    /// <summary>A case says its result, or the kind of its error (in AWS's suite), or the message of its error (in ours), or neither (to be measured).</summary>
    static string? Fault(JsonElement given, JsonElement test)
    {
        JsonElement result;
        try
        {
            result = JmesPathExpression.Parse(test.GetProperty("expression").GetString()!).Evaluate(given);
        }
        catch (AwlException e)
        {
            if (test.TryGetProperty("message", out var message)) return message.GetString() == e.Message ? null : $"\n{e.Message}\ninstead of\n{message}";
            if (!test.TryGetProperty("error", out var kind)) return e.Message;
            return kind.GetString() == "syntax" == e is UsageException ? null : e.ToString();
        }

        if (test.TryGetProperty("error", out _) || test.TryGetProperty("message", out _)) return $"no error but {result}";
        return !test.TryGetProperty("result", out var expected) || JsonElement.DeepEquals(expected, result) ? null : $"{result} instead of {expected}";
    }

    [Theory]
    [InlineData("a.b", """{"x":1.50}""")]
    [InlineData("a.c", "[1e2, \"\\u00e9\"]")]
    [InlineData("a.c[0]", "1e2")]
    public void A_part_of_the_input_is_returned_as_it_stands(string expression, string expected)
    {
        using var input = JsonDocument.Parse("""{"a":{"b":{"x":1.50},"c":[1e2, "\u00e9"]}}""");
        Assert.Equal(expected, JmesPathExpression.Parse(expression).Evaluate(input.RootElement).GetRawText());
        Assert.Equal(expected, Written(expression, input.RootElement));
    }

    [Theory]
    [InlineData("[a, b]", """[1.50,12345678901234567890123456789012345678901234567890]""")]
    [InlineData("{y: a, x: c, z: [n]}", """{"y":1.50,"x":"é","z":[null]}""")]
    [InlineData("avg([b, b])", "1.2345678901234567e+49")]
    [InlineData("nope", "null")]
    public void A_computed_result_keeps_digits_and_the_order_of_keys(string expression, string expected)
    {
        using var input = JsonDocument.Parse("""{"a":1.50,"b":12345678901234567890123456789012345678901234567890,"c":"é"}""");
        Assert.Equal(expected, Written(expression, input.RootElement));
        Assert.Equal(expected, JmesPathExpression.Parse(expression).Evaluate(input.RootElement).GetRawText());
    }

    [Fact]
    public void Floats_are_added_without_losing_what_rounding_drops()
        => Assert.Equal("[1.0,0.1,6,1.0000000000000002e+16]", Written("[sum(`[0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1]`), sum(`[1e16,0.1,-1e16]`), sum(`[1,2,3]`), sum(`[3,1.5,-2,1e16,1e-7]`)]", JsonElement.Parse("{}"u8)));

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("{a:", "}")]
    [InlineData("!", "")]
    [InlineData("&", "")]
    [InlineData("a[?", "]")]
    [InlineData("f(", ")")]
    [InlineData("a.", "")]
    [InlineData("a||", "")]
    [InlineData("*", "")]
    [InlineData("[]", "")]
    [InlineData("[0]", "")]
    [InlineData("`[", "]`")]
    public void Hostile_nesting_is_a_usage_error_and_no_stack_overflow(string open, string close)
    {
        var text = new StringBuilder().Insert(0, open, 100_000).Append('a').Insert(0, close, 0).ToString() + string.Concat(Enumerable.Repeat(close, 100_000));
        if (Record.Exception(() => JmesPathExpression.Parse(text)) is { } fault) Assert.IsType<UsageException>(fault);
    }

    [Fact]
    public void Half_a_surrogate_pair_in_the_input_is_reported()
    {
        using var input = JsonDocument.Parse("""{"a":"\ud800"}""");
        Assert.Throws<JmesPathException>(() => JmesPathExpression.Parse("a == 'x'").Evaluate(input.RootElement));
        Assert.Throws<JmesPathException>(() => JmesPathExpression.Parse("keys(@)[0] == 'x' || to_string(@)").Evaluate(input.RootElement));
    }

    [Fact]
    public void The_internal_form_gives_elements_of_the_input()
    {
        using var input = JsonDocument.Parse("""{"r":[{"s":"a"},{"s":"b"},{}]}""");
        var found = JmesPathExpression.Parse("r[].s").Find(input.RootElement);
        Assert.Equal(2, found.Count);
        foreach (var item in found.Items) Assert.True(item.TryGetElement(out _));
        Assert.True(found.ElementAt(-1).TextEquals("b"));
    }

    static string Written(string expression, JsonElement input)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            JmesPathExpression.Parse(expression).WriteTo(writer, input);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}

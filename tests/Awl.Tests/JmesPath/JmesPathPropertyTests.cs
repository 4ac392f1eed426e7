using System.Text;
using System.Text.Json;
using Awl.JmesPath;
using CsCheck;

namespace Awl.Tests.JmesPath;

public class JmesPathPropertyTests
{
    static readonly string[] Words =
    [
        "a", "b", "\"a\"", "\"\\u00e9\"", "'x'", "`1`", "`[1,\"2\"]`", "`x`", "@", "*", "[]", "[*]", "[0]", "[-1]", "[1:2]", "[::-1]", "[?", "[", "]", "{a:", "}",
        "(", ")", ".", ",", ":", "&", "&&", "|", "||", "!", "==", "!=", "<", "<=", ">", ">=", "=", "-", "1", " ", "\"", "'", "`", "\\", "é", "😀", "\ud800", "\0",
        "length(", "sort(", "sort_by(", "max_by(", "map(", "merge(", "to_string(", "to_number(", "join(", "avg(", "sum(", "abs(", "reverse(", "contains(", "f(",
    ];

    static readonly JsonElement Input = JsonElement.Parse("""
        {"a":[{"a":1,"b":"x"},{"a":2.5,"b":"y"},{"a":"3","b":null}],"b":{"a":[3,1,2],"b":["z","é","😀"]},"é":true}
        """u8);

    /// <summary>Random text out of the language's own words gets deeper than random characters do.</summary>
    [Fact]
    public void No_text_breaks_the_parser_or_the_interpreter()
        => Gen.OneOf(Words).Array[0, 14].Sample(words => Survive(string.Concat(words)), iter: FuzzSize.Of(30_000));

    [Fact]
    public void No_characters_break_the_parser() => Gen.String.Sample(Survive, iter: 5_000);

    [Fact]
    public void A_printed_expression_parses_to_the_same_tree()
        => Tree(4).Sample(text =>
        {
            var once = JmesPathPrinter.Print(JmesPathExpression.Parse(text).Root);
            return once == JmesPathPrinter.Print(JmesPathExpression.Parse(once).Root);
        }, iter: 5_000);

    [Fact]
    public void A_printed_expression_evaluates_to_the_same_result()
        => Tree(3).Sample(text =>
        {
            var printed = JmesPathPrinter.Print(JmesPathExpression.Parse(text).Root);
            return Outcome(text) == Outcome(printed);
        }, iter: 5_000);

    static void Survive(string text)
    {
        try
        {
            JmesPathExpression.Parse(text).Evaluate(Input);
        }
        catch (AwlException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }

    static string Outcome(string text)
    {
        try
        {
            return JmesPathExpression.Parse(text).Evaluate(Input).GetRawText();
        }
        catch (JmesPathException e)
        {
            return e.Message;
        }
    }

    /// <summary>Expressions that parse, with every construct of the language.</summary>
    static Gen<string> Tree(int depth)
    {
        var leaf = Gen.OneOf("a", "b", "\"é\"", "@", "`1`", "'x'", "`\"a\\`\"`", "`{\"a\": [1]}`", "\"a b\"");
        if (depth == 0) return leaf;

        var inner = Tree(depth - 1);
        var comparator = Gen.OneOf("==", "!=", "<", "<=", ">", ">=", "&&", "||", "|");
        var suffix = Gen.OneOf("[0]", "[-1]", "[]", "[*]", "[1:]", "[::-1]", ".a", ".*", ".b[0]", "[0][0:1]", "[?a]", "[?a == `1`].b", ".[a, b]", ".{x: a}");
        return Gen.OneOf(
            leaf,
            Gen.Select(inner, suffix, (a, b) => $"({a}){b}"),
            Gen.Select(inner, suffix, (a, b) => $"{a} | @{b}"),
            Gen.Select(inner, comparator, inner, (a, op, b) => $"({a}) {op} ({b})"),
            Gen.Select(inner, comparator, inner, (a, op, b) => $"{a} {op} {b}"),
            inner.Select(a => $"!({a})"),
            Gen.Select(inner, inner, (a, b) => $"[{a}, {b}]"),
            Gen.Select(inner, inner, (a, b) => $"{{x: {a}, \"y z\": {b}}}"),
            Gen.Select(inner, inner, (a, b) => $"map(&({a}), {b})"),
            Gen.Select(inner, inner, (a, b) => $"not_null({a}, {b})"),
            inner.Select(a => $"to_string({a})"),
            inner.Select(a => $"sort_by({a}, &a)"));
    }
}

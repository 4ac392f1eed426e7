using System.Text;
using System.Text.Json;
using Awl.Cli.Errors;
using Awl.Cli.Parameters;
using Awl.Cli.Parameters.Shorthand;
using Awl.Tests.Machines;
using CsCheck;

namespace Awl.Tests.Parameters;

public sealed class ShorthandParserTests
{
    static readonly Gen<string> Key = Gen.Char["abcXYZ019-_.#/:"].Array[1, 6].Select(chars => new string(chars));

    /// <summary>A backslash at the end of a text cannot be written: before the quote it escapes it.</summary>
    static readonly Gen<string> Word = Gen.Char["ab =,[]{}'\"\\@:\n\té\u2028!"].Array[0, 8].Select(chars => new string(chars).TrimEnd('\\'));

    static readonly Gen<InputValue> Value = Gen.Recursive<InputValue>((depth, deeper) => depth > 3
        ? Word.Select(InputValue (word) => new InputValue.Text(word))
        : Gen.OneOf(
            Word.Select(InputValue (word) => new InputValue.Text(word)),
            deeper.List[0, 3].Select(InputValue (items) => new InputValue.List { Items = items }),
            Gen.Select(Key, deeper).List[0, 3].Select(InputValue (pairs) => MapOf(pairs))));

    static readonly Gen<InputValue.Map> Parameter = Gen.Select(Key, Value).List[1, 4].Select(MapOf);

    [Fact]
    public void What_is_printed_is_read_back() => Parameter.Sample(map =>
    {
        var text = Print(map, outermost: true);
        Assert.Equal(Describe(map), Describe(Parse(text)));
    });

    [Fact]
    public void No_text_breaks_it() => Gen.Char["ab=,[]{}'\"\\@ \n\0\ud83d\ude00é"].Array[0, 24].Select(chars => new string(chars)).Sample(
        text =>
        {
            try { Parse(text); }
            catch (ShorthandException) { }
        },
        iter: FuzzSize.Of(200_000));

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Nesting_without_end_is_an_error(char bracket)
    {
        var text = "a=" + string.Concat(Enumerable.Repeat(bracket == '{' ? "{a=" : "[", 100_000));
        Assert.Throws<CommandFailedException>(() => Parse(text));
    }

    [Fact]
    public void A_caret_counts_characters_not_code_units()
    {
        var error = Assert.Throws<ShorthandException>(() => Parse("a='😀'b"));
        Assert.Equal("Expected: ',', received: 'b' for input:\n a='😀'b\n     ^", error.Message);
    }

    [Fact]
    public void A_file_is_read_only_where_the_sign_says_so()
    {
        var machine = new FakeMachine().With("f", "x,y");
        var map = Parse("a=file://f,b@=file://f,c@=[file://f,d],e@={f=file://f}", machine);
        Assert.Equal("""{"a":"file://f","b":"x,y","c":["x,y","d"],"e":{"f":"file://f"}}""", Describe(map));
    }

    static InputValue.Map Parse(string text, FakeMachine? machine = null) => new ShorthandParser(new ParameterFiles(machine ?? new FakeMachine())).Parse(text);

    static InputValue.Map MapOf(List<(string Key, InputValue Value)> pairs)
    {
        var map = new InputValue.Map();
        foreach (var (key, value) in pairs) map[key] = value;
        return map;
    }

    static string Print(InputValue value, bool outermost = false) => value switch
    {
        InputValue.Map map when outermost => string.Join(',', map.Members.Select(member => $"{member.Key}={Print(member.Value)}")),
        InputValue.Map map => $"{{{Print(map, outermost: true)}}}",
        InputValue.List list => $"[{string.Join(", ", list.Items.Select(item => Print(item)))}]",
        InputValue.Text text => Quote(text.Value),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>Bare where that is safe, else in the quotes that the text has fewer of.</summary>
    static string Quote(string text)
    {
        if (text.Length > 0 && text.All(char.IsAsciiLetterOrDigit)) return text;
        var quote = text.Contains('\'', StringComparison.Ordinal) ? '"' : '\'';
        return $"{quote}{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace($"{quote}", $"\\{quote}", StringComparison.Ordinal)}{quote}";
    }

    static string Describe(InputValue value)
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) new InputWriter(json, () => false, () => default).Write(value, null);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}

using Awl.Cli.CommandLine;

namespace Awl.Tests.CommandLine;

public class GrammarTests
{
    static readonly OptionSpec[] Options =
    [
        new("instance-ids", ValueKind.List) { Arity = Arity.Any },
        new("include-managed", ValueKind.Boolean),
        new("dry-run", ValueKind.Boolean),
        new("no-dry-run", ValueKind.Boolean) { Destination = "dry-run", FlagValue = false },
        new("max-results", ValueKind.Integer),
        new("max-items", ValueKind.Integer) { IsCheckedByParser = true },
        new("rate", ValueKind.Double) { IsCheckedByParser = true },
        new("skeleton") { Arity = Arity.Optional, Choices = ["input", "output"] },
        new("tags") { Arity = Arity.AtLeastOne },
        new("pair") { Arity = Arity.Two },
        new("include") { Accumulates = true },
        new("file") { IsPositional = true, Arity = Arity.Optional },
    ];

    static ParsedOptions Parse(params string[] args)
    {
        var parsed = new Grammar(Options).Parse(args, out var rest);
        Assert.Empty(rest);
        return parsed;
    }

    static List<string> Rest(params string[] args)
    {
        new Grammar(Options).Parse(args, out var rest);
        return rest;
    }

    static string Fault(params string[] args) => Assert.Throws<UsageException>(() => Parse(args)).Message;

    [Fact]
    public void A_list_takes_all_values_up_to_the_next_option()
        => Assert.Equal(["a", "b"], Parse("--instance-ids", "a", "b", "--dry-run").Values("instance-ids"));

    [Fact]
    public void A_list_may_be_empty()
    {
        var parsed = Parse("--instance-ids");
        Assert.True(parsed.Has("instance-ids"));
        Assert.Empty(parsed.Values("instance-ids"));
    }

    [Fact]
    public void An_option_may_be_cut_to_a_unique_prefix() => Assert.Equal("5", Parse("--max-r", "5").Value("max-results"));

    [Fact]
    public void A_prefix_of_several_options_is_ambiguous()
        => Assert.Equal("ambiguous option: --m could match --max-results, --max-items", Fault("--m", "5"));

    [Fact]
    public void The_name_of_an_option_wins_over_longer_names() => Assert.Equal("x", Parse("--include", "x").Value("include"));

    [Fact]
    public void A_value_may_follow_an_equals_sign() => Assert.Equal("-x=y", Parse("--max-results=-x=y").Value("max-results"));

    [Fact]
    public void A_value_may_be_empty_after_an_equals_sign() => Assert.Equal("", Parse("--max-results=").Value("max-results"));

    [Fact]
    public void A_flag_takes_no_value() => Assert.Equal("argument --dry-run: ignored explicit argument '5'", Fault("--dry-run=5"));

    [Fact]
    public void The_last_of_repeated_options_wins()
    {
        Assert.Equal("2", Parse("--max-results", "1", "--max-results", "2").Value("max-results"));
        Assert.Equal(["c"], Parse("--instance-ids", "a", "b", "--instance-ids", "c").Values("instance-ids"));
        Assert.False(Parse("--dry-run", "--no-dry-run").Flag("dry-run"));
        Assert.True(Parse("--no-dry-run", "--dry-run").Flag("dry-run"));
    }

    [Fact]
    public void An_accumulating_option_keeps_all_its_values() => Assert.Equal(["a", "b"], Parse("--include", "a", "--include", "b").Values("include"));

    [Theory]
    [InlineData("-5")]
    [InlineData("-5x")]
    [InlineData("-.5")]
    [InlineData("-1e5")]
    [InlineData("-")]
    [InlineData("-x y")]
    [InlineData("")]
    public void A_value_may_look_like_this(string value) => Assert.Equal(value, Parse("--max-results", value).Value("max-results"));

    [Theory]
    [InlineData("-x")]
    [InlineData("--")]
    [InlineData("--foo")]
    public void A_value_may_not_look_like_this(string value)
        => Assert.Equal("argument --max-results: expected one argument", Fault("--max-results", value));

    [Fact]
    public void Too_few_values_are_counted()
    {
        Assert.Equal("argument --max-results: expected one argument", Fault("--max-results"));
        Assert.Equal("argument --tags: expected at least one argument", Fault("--tags"));
        Assert.Equal("argument --pair: expected 2 arguments", Fault("--pair", "a"));
    }

    [Fact]
    public void Numbers_are_checked_where_the_parser_does_it()
    {
        Assert.Equal("argument --max-items: invalid int value: 'abc'", Fault("--max-items", "abc"));
        Assert.Equal("argument --rate: invalid float value: '1,5'", Fault("--rate", "1,5"));
        Assert.Equal("1_000", Parse("--max-items", "1_000").Value("max-items"));
        Assert.Equal(" +5 ", Parse("--max-items", " +5 ").Value("max-items"));
        Assert.Equal("-inf", Parse("--rate=-inf").Value("rate"));
    }

    [Fact]
    public void A_choice_is_checked_and_a_close_one_suggested()
        => Assert.Equal("argument --skeleton: Found invalid choice 'outputs'\n\nMaybe you meant:\n\n  * output", Fault("--skeleton", "outputs"));

    [Fact]
    public void An_optional_value_may_be_missing()
    {
        var parsed = Parse("--skeleton");
        Assert.True(parsed.Has("skeleton"));
        Assert.Null(parsed.Value("skeleton"));
    }

    [Fact]
    public void A_positional_may_stand_before_between_and_after_options()
    {
        Assert.Equal("f", Parse("f", "--dry-run").Value("file"));
        Assert.Equal("f", Parse("--dry-run", "f", "--no-dry-run").Value("file"));
        Assert.Equal("f", Parse("--max-results", "5", "f").Value("file"));
    }

    [Fact]
    public void Words_after_two_dashes_are_values()
    {
        Assert.Equal("--dry-run", Parse("--", "--dry-run").Value("file"));
        Assert.Equal(["b"], Rest("--", "a", "b"));
    }

    [Fact]
    public void Unknown_words_are_handed_on_in_order()
        => Assert.Equal(["--foo", "-x", "--bar=1", "b"], Rest("--foo", "a", "--dry-run", "-x", "--bar=1", "b"));

    [Fact]
    public void All_missing_options_are_named_in_their_order()
    {
        var grammar = new Grammar([new("a") { IsRequired = true }, new("b") { IsRequired = true }, new("c", ValueKind.Boolean) { IsRequired = true }, new("out") { IsPositional = true, IsRequired = true }]);
        Assert.Equal("the following arguments are required: --a, --b, out", Assert.Throws<UsageException>(() => grammar.Parse([], out _)).Message);
        Assert.Equal("the following arguments are required: --b, out", Assert.Throws<UsageException>(() => grammar.Parse(["--a", "1"], out _)).Message);
    }

    [Fact]
    public void Positionals_of_fixed_number_take_their_share()
    {
        var grammar = new Grammar([new("paths") { IsPositional = true, Arity = Arity.Two }, new("quiet", ValueKind.Boolean)]);
        Assert.Equal(["a", "b"], grammar.Parse(["--quiet", "a", "b"], out _).Values("paths"));
        Assert.Equal(["c"], ParseRest(grammar, "a", "b", "c"));

        static List<string> ParseRest(Grammar grammar, params string[] args)
        {
            grammar.Parse(args, out var rest);
            return rest;
        }
    }
}

using System.Text;
using Awl.Config;
using Awl.Tests.Machines;

namespace Awl.Tests.Config;

public class IniFileTests
{
    [Theory]
    [InlineData("[a]\nx = 1\n", "1")]
    [InlineData("[a]\r\nx = 1\r\n", "1")]
    [InlineData("[a]\rx = 1\r", "1")]
    [InlineData("[a]\nX:1", "1")]
    [InlineData("\uFEFF[a]\nx=1", "1")]
    [InlineData("[a] # note\nx=1", "1")]
    [InlineData("  [a]\n  x=1\n  y=2", "1")]
    [InlineData("[a]\nx=1 # kept", "1 # kept")]
    [InlineData("[a]\nx=\"1\"", "\"1\"")]
    [InlineData("[a]\nx=1\n # left out\n\n  2\n\n", "1\n\n2")]
    [InlineData("[a]\nx=1\n [b]\n", "1\n[b]")]
    [InlineData("[a]\nx=\u00a01\u3000\n", "1")]
    [InlineData("[DEFAULT]\nx=1\n[a]\ny=2", "1")]
    [InlineData("[DEFAULT]\nx=1\n[DEFAULT]\nx=2\n[a]\n", "2")]
    [InlineData("[a]\nx=\n", "")]
    [InlineData("[a]\nx=\n\n", "")]
    public void A_value_reads_as_in_Python(string text, string value) => Assert.Equal(value, Section(text).Find("x"));

    [Theory]
    [InlineData("[a]\nb = 1\n\nsecret", 4, "must read 'name = value'")]
    [InlineData("[a\nb = 1", 1, "must end with ']'")]
    [InlineData("b = 1", 1, "[section]")]
    [InlineData("[a]\n= 1", 2, "no key")]
    [InlineData("[a]\nkey = 1\nkey = 2", 3, "the key key stands already on line 2")]
    [InlineData("[a]\nkey = 1\nKEY = 2", 3, "the key stands already on line 2")]
    [InlineData("[a]\n[b]\n[a]", 3, "[a] stands already on line 1")]
    [InlineData("[a]\ns3 =\n  x = 1\n  secret", 4, "must read 'name = value'")]
    public void A_fault_is_told_with_its_line_and_no_value(string text, int line, string what)
    {
        var error = Assert.Throws<ConfigurationException>(() => IniFile.Parse("/etc/file", Encoding.UTF8.GetBytes(text)));
        Assert.StartsWith($"Unable to parse config file: /etc/file, line {line}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_told_with_their_line()
    {
        var error = Assert.Throws<ConfigurationException>(() => IniFile.Parse("f", [.. "[a]\nx="u8, 0xff]));
        Assert.Equal("Unable to parse config file: f, line 2: it is not UTF-8 text.", error.Message);
    }

    [Fact]
    public void A_nested_table_keeps_the_case_of_its_keys_and_the_last_value()
    {
        var section = Section("[a]\nS3 =\n  # note\n  Addressing = path\n\n  x = 1\n  x = 2\n  = empty\ny = 3");
        Assert.Null(section.Find("s3"));
        Assert.True(section.HasTable("s3"));
        Assert.Equal(["Addressing", "x", ""], section.TableKeys("s3"));
        Assert.Equal("path", section.Find("s3", "Addressing"));
        Assert.Null(section.Find("s3", "addressing"));
        Assert.Equal("2", section.Find("s3", "x"));
        Assert.Equal("3", section.Find("y"));
        Assert.Equal(9, section.LineOf("y"));
    }

    [Theory]
    [InlineData("a b", "a", "b")]
    [InlineData(" a\t b\n", "a", "b")]
    [InlineData("'a b' \"c d\" e\\ f", "a b", "c d", "e f")]
    [InlineData("\"a\\\"b\\\\c\\d\" '\\'", "a\"b\\c\\d", "\\")]
    [InlineData("a'b'\"c\" ''", "abc", "")]
    [InlineData("$HOME `x` #y", "$HOME", "`x`", "#y")]
    [InlineData("")]
    public void Words_split_as_in_a_shell(string text, params string[] words) => Assert.Equal(words, ShellWords.Split(text)!);

    [Theory, InlineData("'a"), InlineData("\"a"), InlineData("a\\")]
    public void An_open_quote_is_no_words(string text) => Assert.Null(ShellWords.Split(text));

    [Theory, InlineData("a"), InlineData("a b"), InlineData("it's"), InlineData("a\"b\\c"), InlineData("$x"), InlineData("größe")]
    public void A_quoted_word_splits_into_itself(string word) => Assert.Equal([word], ShellWords.Split(ShellWords.Quote(word))!);

    static ConfigSection Section(string text)
        => new ProfileFiles(new FakeMachine().With("/home/user/.aws/credentials", text)).GetProfile("a").Credentials!;
}

using System.Text.Json;
using Awl.Cli.Parameters;
using Awl.Cli.Parameters.Yaml;
using CsCheck;

namespace Awl.Tests.Parameters;

/// <summary>YAML as ruamel.yaml's safe loader reads it (recorded); dates are texts.</summary>
public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("a: true\nb: True\nc: yes\nd: y\ne: tRue", """{"a":true,"b":true,"c":"yes","d":"y","e":"tRue"}""")]
    [InlineData("a: null\nb: ~\nc:\nd: NULL", """{"a":null,"b":null,"c":null,"d":null}""")]
    [InlineData("[1, +1, -1, 01, 010, 0o10, 0x1F, 0b11, 1_000, -0x1, 0x, 0o8, _1, 1_]", """[1,1,-1,1,10,8,31,3,1000,-1,"0x","0o8","_1",1]""")]
    [InlineData("[1.5, +1.5, .5, 5., 1e3, 1e-3, 1.5e, .e3, .5e3, 1_0.5]", """[1.5,1.5,0.5,5.0,1000.0,0.001,"1.5e",".e3",".5e3",10.5]""")]
    [InlineData("[.inf, -.INF, .nan, 1e400]", """["Infinity","-Infinity","NaN","Infinity"]""")]
    [InlineData("[12:30, 2020-01-01, 1.2.3]", """["12:30","2020-01-01","1.2.3"]""")]
    [InlineData("a: !!str 1\nb: !!int \"5\"\nc: !!float 5\nd: !!bool \"true\"\ne: !!null x\nf: ! 5", """{"a":"1","b":5,"c":5.0,"d":true,"e":null,"f":5}""")]
    [InlineData("a: !!binary aGVsbG8=\nb: !!binary |\n  aGVs\n  bG8=", """{"a":"aGVsbG8=","b":"aGVsbG8="}""")]
    [InlineData("a: &x {b: 1}\nc: *x\nd:\n  <<: [*x, {b: 5, e: 6}]\n  f: 2", """{"a":{"b":1},"c":{"b":1},"d":{"f":2,"b":1,"e":6}}""")]
    [InlineData("a: |\n  x\n  y\nb: >\n  x\n  y\n", """{"a":"x\ny\n","b":"x y\n"}""")]
    [InlineData("'a': 'it''s'\n\"b\": \"\\u00e9\\n\"", """{"a":"it's","b":"\u00E9\n"}""")]
    [InlineData("1: a\ntrue: b", """{"1":"a","true":"b"}""")]
    [InlineData("a:\n- b\n- c: d\n  e: [f, {g: h}]", """{"a":["b",{"c":"d","e":["f",{"g":"h"}]}]}""")]
    [InlineData("", "null")]
    [InlineData("# nothing", "null")]
    [InlineData("--- \na: 1\n...", """{"a":1}""")]
    public void A_document_is_read(string yaml, string json) => Assert.Equal(json, Describe(yaml));

    [Theory]
    [InlineData("a: 1\na: 2")]
    [InlineData("a: *y")]
    [InlineData("a: &a [*a]")]
    [InlineData("--- \na: 1\n---\nb: 2")]
    [InlineData("a: !foo x")]
    [InlineData("a: !!python/none x")]
    [InlineData("a: [1, 2")]
    [InlineData("a: \"x")]
    [InlineData("a: b: c")]
    [InlineData("a: @x")]
    [InlineData("a: <<")]
    [InlineData("a: {<<: 5}")]
    [InlineData("? {a: b}\n: 1")]
    [InlineData("a: !!binary aGVsbG8")]
    [InlineData("...\n]")]
    [InlineData("a: {---\n%")]
    public void A_broken_document_is_refused(string yaml) => Assert.Throws<YamlException>(() => YamlReader.Parse(yaml));

    [Fact]
    public void Nesting_without_end_is_refused() => Assert.Throws<YamlException>(() => YamlReader.Parse(new string('[', 100_000)));

    [Fact]
    public void No_text_breaks_it() => Gen.Char["ab:- \n{}[]&*!|>'\"%@#,?~1.<\t"].Array[0, 30].Select(chars => new string(chars)).Sample(
        text =>
        {
            try { YamlReader.Parse(text); }
            catch (YamlException) { }
        },
        iter: 50_000);

    static string Describe(string yaml)
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) new InputWriter(json, () => false, () => default).Write(YamlReader.Parse(yaml), null);
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray()).Replace("\\u0027", "'", StringComparison.Ordinal);
    }
}

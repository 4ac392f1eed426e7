using System.Text.Json;
using Awl.Model.EndpointRules;
using Awl.Models;

namespace Awl.Tests.Endpoints;

/// <summary>The compiled form of endpoint rule sets.</summary>
public sealed class RuleGraphBuilderTests
{
    [Fact]
    public void All_rule_sets_together_stay_small() => Assert.InRange(ModelPack.Open().EndpointRules.Length, 100_000, 300_000);

    [Fact]
    public void The_same_rule_sets_give_the_same_bytes()
    {
        Assert.Equal(Build(), Build());

        static byte[] Build()
        {
            var builder = new RuleGraphBuilder();
            builder.Add(Json("""{"parameters":{"A":{"type":"string"}},"rules":[{"type":"error","conditions":[{"fn":"isSet","argv":[{"ref":"A"}]}],"error":"{A}!"}]}"""));
            builder.Add(Json("""{"parameters":{"A":{"type":"string"},"B":{"type":"boolean","default":true}},"rules":[]}"""));
            return builder.Build();
        }
    }

    [Fact]
    public void Equal_rule_sets_share_one_number()
    {
        var builder = new RuleGraphBuilder();
        var first = builder.Add(Json("""{"parameters":{},"rules":[{"type":"error","conditions":[],"error":"no"}]}"""));
        var second = builder.Add(Json("""{"parameters":{},"rules":[{"type":"error","conditions":[],"error":"yes"}]}"""));

        Assert.Equal(first, builder.Add(Json("""{"parameters":{},"rules":[{"type":"error","error":"no"}]}""")));
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Parameters_can_be_read_back()
    {
        var builder = new RuleGraphBuilder();
        builder.Add(Json("""{"parameters":{"Other":{"type":"stringArray"}},"rules":[]}"""));
        var root = builder.Add(Json("""
            {"parameters":{"Region":{"type":"String","builtIn":"AWS::Region"},"UseFIPS":{"type":"boolean","required":true,"default":true}},"rules":[]}
            """));
        var ruleSet = RuleGraph.Of(builder.Build()).RuleSet(root);

        Assert.Equal(2, ruleSet.ParameterCount);
        Assert.True(ruleSet.TryFindParameter("Region"u8, out var region));
        Assert.Equal((ParameterType.Text, BuiltIn.Region, false, false), (region.Type, region.BuiltIn, region.IsRequired, region.HasDefault));
        Assert.True(ruleSet.TryFindParameter("UseFIPS"u8, out var fips));
        Assert.Equal((ParameterType.Boolean, BuiltIn.None, true, true), (fips.Type, fips.BuiltIn, fips.IsRequired, fips.HasDefault));
        Assert.Equal(1, fips.Default.Operand);
        Assert.False(ruleSet.TryFindParameter("Other"u8, out _));
    }

    [Theory]
    [InlineData("""{"parameters":{},"rules":[{"type":"error","conditions":[{"fn":"frobnicate","argv":[]}],"error":""}]}""", "frobnicate")]
    [InlineData("""{"parameters":{},"rules":[{"type":"loop","conditions":[]}]}""", "loop")]
    [InlineData("""{"parameters":{"A":{"type":"float"}},"rules":[]}""", "float")]
    [InlineData("""{"parameters":{"A":{"type":"string","builtIn":"AWS::Moon"}},"rules":[]}""", "AWS::Moon")]
    [InlineData("""{"parameters":{},"rules":[{"type":"error","conditions":[],"error":"{open"}]}""", "{open")]
    [InlineData("""{"parameters":{},"rules":[{"type":"error","conditions":[],"error":"{a#colour}"}]}""", "colour")]
    public void What_is_not_known_is_refused_by_name(string ruleSet, string word)
        => Assert.Contains(word, Assert.Throws<InvalidDataException>(() => new RuleGraphBuilder().Add(Json(ruleSet))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(@"^us.*$")]
    [InlineData(@"^us\w\-\w+\-\d+$")]
    [InlineData(@"(us)\-\w+\-\d+$")]
    [InlineData(@"^(us|e.)\-\w+\-\d+$")]
    public void A_pattern_of_regions_in_another_form_is_refused(string pattern)
    {
        var partitions = Json($$"""
            {"partitions":[{"id":"aws","regionRegex":"{{JsonEncodedText.Encode(pattern)}}","regions":{},"outputs":{"name":"aws",
             "dnsSuffix":"a","dualStackDnsSuffix":"b","implicitGlobalRegion":"c","supportsFIPS":true,"supportsDualStack":true} } ] }
            """);
        Assert.Throws<InvalidDataException>(() => new RuleGraphBuilder().SetPartitions(partitions));
    }

    [Fact]
    public void Other_bytes_are_not_taken_for_a_graph() => Assert.Throws<InvalidDataException>(() => RuleGraph.Of(new byte[100]));

    static JsonElement Json(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}

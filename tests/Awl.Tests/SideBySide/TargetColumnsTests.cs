using System.Text.Json;
using Awl.Cli.SideBySide;

namespace Awl.Tests.SideBySide;

public class TargetColumnsTests
{
    static readonly Target Both = new("dev", "eu-west-1", () => throw new InvalidOperationException());

    static string Items(string result)
    {
        using var marked = new TargetColumns(hasProfiles: true, hasRegions: true, item: null).Items(JsonElement.Parse(result), Both);
        return marked.RootElement.GetProperty("Items").GetRawText();
    }

    [Theory]
    [InlineData("""[{"a":1.50},{}]""", """[{"Profile":"dev","Region":"eu-west-1","a":1.50},{"Profile":"dev","Region":"eu-west-1"}]""")]
    [InlineData("""[["x",null],[]]""", """[["dev","eu-west-1","x",null],["dev","eu-west-1"]]""")]
    [InlineData("""["é",null]""", """[{"Profile":"dev","Region":"eu-west-1","Value":"é"},{"Profile":"dev","Region":"eu-west-1","Value":null}]""")]
    [InlineData("5", """[{"Profile":"dev","Region":"eu-west-1","Value":5}]""")]
    [InlineData("""{"Region":"home"}""", """[{"Profile":"dev","CalledRegion":"eu-west-1","Region":"home"}]""")]
    [InlineData("null", "[]")]
    [InlineData("[]", "[]")]
    public void Each_item_of_a_result_says_where_it_comes_from(string result, string marked) => Assert.Equal(marked, Items(result));

    [Fact]
    public void The_lists_of_a_page_are_marked_wherever_they_stand()
    {
        var columns = new TargetColumns(hasProfiles: false, hasRegions: true, item: null);
        var page = JsonElement.Parse("""{"Next":"t","A":{"Items":[{"k":[1]}],"Count":1,"Other":[2]},"B":["x"],"C":["y"]}""");

        using var marked = columns.Page(page, [["A", "Items"], ["A", "Count"], ["B"]], new(null, "eu-west-1", () => throw new InvalidOperationException()));

        Assert.Equal(["Region"], columns.Names);
        Assert.Equal(
            """{"Next":"t","A":{"Items":[{"Region":"eu-west-1","k":[1]}],"Count":1,"Other":[2]},"B":[{"Region":"eu-west-1","Value":"x"}],"C":["y"]}""",
            marked.RootElement.GetRawText());
    }
}

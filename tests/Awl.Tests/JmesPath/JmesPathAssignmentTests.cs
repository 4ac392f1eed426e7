using System.Text;
using System.Text.Json;
using Awl.JmesPath;

namespace Awl.Tests.JmesPath;

public class JmesPathAssignmentTests
{
    [Theory]
    [InlineData("""{"a":1.50,"b":2}""", "b", """{"a":1.50,"b":"t"}""")]
    [InlineData("""{"a":1}""", "b", """{"a":1,"b":"t"}""")]
    [InlineData("""{"a":{"x":1,"y":2},"b":2}""", "a.y", """{"a":{"x":1,"y":"t"},"b":2}""")]
    [InlineData("{}", "a.b.c", """{"a":{"b":{"c":"t"}}}""")]
    [InlineData("""{"a":null}""", "a.b", """{"a":{"b":"t"}}""")]
    public void A_value_is_set_at_a_dotted_path(string source, string path, string expected)
    {
        var result = JmesPathAssignment.Set(JsonElement.Parse(Encoding.UTF8.GetBytes(source)), path, JsonElement.Parse("\"t\""u8));
        Assert.Equal(expected, result.GetRawText());
    }
}

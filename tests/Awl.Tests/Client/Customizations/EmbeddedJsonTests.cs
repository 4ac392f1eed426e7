namespace Awl.Tests.Client.Customizations;

/// <summary>Texts of a reply that are JSON, as a client's caller sees them.</summary>
public class EmbeddedJsonTests
{
    /// <summary>The output is what AWS CLI 2.36.12 made of this reply.</summary>
    [Fact]
    public async Task A_policy_is_shown_as_json()
    {
        var policy = Uri.EscapeDataString("""{"Version":"2012-10-17","N":1.50,"E":1e5,"Big":123456789012345678901234,"Version":"2","Statement":[{"U":"\u00e9<é"}]}""");
        var output = await Invoke("GetRole", """{"RoleName":"r"}""", $"<Role><RoleName>r</RoleName><AssumeRolePolicyDocument>{policy}</AssumeRolePolicyDocument></Role>");
        Assert.Equal(
            """{"Role":{"RoleName":"r","AssumeRolePolicyDocument":{"Version":"2","N":1.5,"E":100000.0,"Big":123456789012345678901234,"Statement":[{"U":"é<é"}]}}}""",
            output);
    }

    [Fact]
    public async Task Policies_in_lists_are_found()
    {
        var output = await Invoke("ListPolicyVersions", """{"PolicyArn":"arn:aws:iam::1:policy/p"}""",
            "<Versions><member><Document>%7B%22a%22%3A1%7D</Document></member><member><VersionId>v2</VersionId><Document>{}</Document></member></Versions>");
        Assert.Equal("""{"Versions":[{"Document":{"a":1}},{"Document":{},"VersionId":"v2"}]}""", output);
    }

    [Fact]
    public async Task A_policy_that_is_no_json_stays_as_it_came()
        => Assert.Equal("""{"PolicyDocument":"%7Bbroken"}""",
            await Invoke("GetUserPolicy", """{"UserName":"u","PolicyName":"p"}""", "<PolicyDocument>%7Bbroken</PolicyDocument>"));

    [Fact]
    public async Task Other_texts_are_left_alone()
        => Assert.Equal("""{"Policy":{"Description":"%7B%7D"}}""",
            await Invoke("GetPolicy", """{"PolicyArn":"arn:aws:iam::1:policy/p"}""", "<Policy><Description>%7B%7D</Description></Policy>"));

    [Theory]
    [InlineData("""{"b":1,"a":{"z":1.0,"y":[1e3,true,null]}}""", """{"TemplateBody":{"b":1,"a":{"z":1.0,"y":[1000.0,true,null]}}}""")]
    [InlineData("Resources: {}", """{"TemplateBody":"Resources: {}"}""")]
    public async Task A_template_is_shown_as_json_in_its_order_where_it_is_json(string template, string output)
    {
        var call = new ScriptedCall { ReplyBody = $"<r><GetTemplateResult><TemplateBody>{template}</TemplateBody></GetTemplateResult></r>" };
        Assert.Equal(output, (await call.InvokeAsync("cloudformation", "GetTemplate", """{"StackName":"s"}""")).ToJsonString());
    }

    static async Task<string> Invoke(string operation, string input, string result)
    {
        var call = new ScriptedCall { ReplyBody = $"<{operation}Response><{operation}Result>{result}</{operation}Result></{operation}Response>" };
        return (await call.InvokeAsync("iam", operation, input)).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}

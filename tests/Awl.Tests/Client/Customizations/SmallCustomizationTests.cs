namespace Awl.Tests.Client.Customizations;

/// <summary>The services whose client does one thing.</summary>
public class SmallCustomizationTests
{
    [Fact]
    public async Task Api_gateway_is_asked_for_plain_json()
    {
        var call = new ScriptedCall { ReplyBody = "{}" };
        await call.InvokeAsync("apigateway", "GetAccount", "{}");
        Assert.Equal("application/json", call.Request.Headers["Accept"]);
    }

    [Fact]
    public async Task A_cloudsearch_query_is_posted_as_a_form()
    {
        var call = new ScriptedCall { ReplyBody = "{}", Options = new() { Region = "us-west-2", EndpointUrl = "http://127.0.0.1:18473" } };
        await call.InvokeAsync("cloudsearchdomain", "Search", """{"query":"a b","returnFields":"x"}""");
        Assert.Equal("POST", call.Request.Method);
        Assert.Equal("/2013-01-01/search", call.Request.Target);
        Assert.Equal("application/x-www-form-urlencoded", call.Request.Headers["Content-Type"]);
        Assert.Equal("format=sdk&pretty=true&q=a%20b&return=x", call.Sent);
    }

    [Fact]
    public async Task A_cloudsearch_suggestion_stays_a_get()
    {
        var call = new ScriptedCall { ReplyBody = "{}" };
        await call.InvokeAsync("cloudsearchdomain", "Suggest", """{"query":"a","suggester":"s"}""");
        Assert.Equal("GET", call.Request.Method);
        Assert.Equal("/2013-01-01/suggest?format=sdk&pretty=true&q=a&suggester=s", call.Request.Target);
    }

    [Fact]
    public async Task The_start_of_an_export_has_two_names()
    {
        var call = new ScriptedCall { ReplyBody = "{}" };
        await call.InvokeAsync("logs", "CreateExportTask", """{"logGroupName":"g","fromTime":1,"to":2,"destination":"d"}""");
        Assert.Equal("""{"logGroupName":"g","to":2,"destination":"d","from":1}""", call.Sent);
    }

    [Fact]
    public async Task The_discovery_of_endpoints_tells_the_version_of_the_api()
    {
        var call = new ScriptedCall { ReplyBody = "{}" };
        await call.InvokeAsync("dynamodb", "DescribeEndpoints", "{}");
        Assert.Equal("2012-08-10", call.Request.Headers["x-amz-api-version"]);
    }

    [Fact]
    public async Task The_arn_of_a_bucket_on_an_outpost_tells_its_account()
    {
        var call = new ScriptedCall { ReplyBody = "<r/>" };
        await call.InvokeAsync("s3control", "GetBucket", """{"Bucket":"arn:aws:s3-outposts:us-west-2:123456789012:outpost:op-01234567890123456:bucket:b"}""");
        Assert.Equal("123456789012", call.Request.Headers["x-amz-account-id"]);
    }
}

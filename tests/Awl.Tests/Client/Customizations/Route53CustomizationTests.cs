namespace Awl.Tests.Client.Customizations;

public class Route53CustomizationTests
{
    [Theory]
    [InlineData("GetHostedZone", """{"Id":"/hostedzone/Z1"}""", "/2013-04-01/hostedzone/Z1")]
    [InlineData("GetHostedZone", """{"Id":"Z1"}""", "/2013-04-01/hostedzone/Z1")]
    [InlineData("GetChange", """{"Id":"/change/C1"}""", "/2013-04-01/change/C1")]
    [InlineData("GetReusableDelegationSet", """{"Id":"/delegationset/N1"}""", "/2013-04-01/delegationset/N1")]
    [InlineData("ListHostedZones", """{"DelegationSetId":"/delegationset/N1"}""", "/2013-04-01/hostedzone?delegationsetid=N1")]
    [InlineData("GetHealthCheck", """{"HealthCheckId":"/a/b"}""", "/2013-04-01/healthcheck/%2Fa%2Fb")]
    public async Task An_id_of_an_output_is_taken_as_an_input(string operation, string input, string target)
    {
        var call = new ScriptedCall { ReplyBody = "<r/>" };
        await call.InvokeAsync("route53", operation, input);
        Assert.Equal(target, call.Request.Target);
    }
}

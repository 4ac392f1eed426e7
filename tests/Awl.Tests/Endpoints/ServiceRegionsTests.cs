using Awl.Models;
using Awl.Tests.Machines;

namespace Awl.Tests.Endpoints;

public class ServiceRegionsTests
{
    static IReadOnlyList<string> RegionsOf(string service, string? region)
    {
        using var session = new Session(ModelPack.Open(), new() { Machine = new FakeMachine(), Settings = new() { Region = region } });
        return session.RegionsOf(session.FindService(service)!.Value);
    }

    [Fact]
    public void A_service_is_in_the_regions_of_its_partition_that_have_endpoints()
    {
        var regions = RegionsOf("ec2", null);
        Assert.Contains("eu-west-1", regions);
        Assert.DoesNotContain("cn-north-1", regions);
        Assert.DoesNotContain("aws-global", regions);
        Assert.True(RegionsOf("lightsail", "us-east-1").Count < regions.Count);
    }

    [Fact]
    public void The_configured_region_tells_the_partition() => Assert.Equal(["cn-north-1", "cn-northwest-1"], RegionsOf("ec2", "cn-north-1"));

    [Theory]
    [InlineData("iam")]
    [InlineData("route53")]
    [InlineData("organizations")]
    public void A_service_for_the_whole_partition_has_none(string service) => Assert.Empty(RegionsOf(service, null));

    [Fact]
    public void Of_a_service_that_the_endpoint_data_do_not_know_it_may_be_any() => Assert.Equal(RegionsOf("ec2", null).Count, RegionsOf("s3vectors", null).Count, 6.0);

    [Fact]
    public void A_session_in_another_region_has_the_credentials_of_the_first()
    {
        var machine = new FakeMachine();
        machine.Variables["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE";
        machine.Variables["AWS_SECRET_ACCESS_KEY"] = "x";
        using var first = new Session(ModelPack.Open(), new() { Machine = machine });
        using var second = first.WithRegion("eu-west-1");

        Assert.Equal("eu-west-1", second.Settings.Region);
        Assert.Same(first.Credentials, second.Credentials);
    }
}

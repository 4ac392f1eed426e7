using Awl.Config;
using Awl.Endpoints;
using Awl.Models;
using Awl.Tests.Machines;

namespace Awl.Tests.Endpoints;

public sealed class EndpointSettingsTests
{
    const string Profile = """
        [default]
        region = eu-west-1
        use_fips_endpoint = true
        use_dualstack_endpoint = TRUE
        disable_host_prefix_injection = true
        account_id_endpoint_mode = required
        s3_disable_express_session_auth = true
        endpoint_url = http://all.example
        services = mine
        s3 =
          addressing_style = path
          use_accelerate_endpoint = true
          use_dualstack_endpoint = false
          use_arn_region = false
          s3_disable_multiregion_access_points = true

        [services mine]
        elastic_beanstalk =
          endpoint_url = http://beanstalk.example
        """;

    readonly FakeMachine _machine = new FakeMachine().With("/home/user/.aws/config", Profile);

    [Fact]
    public void They_are_read_from_the_profile()
    {
        Assert.Equal(
            new EndpointSettings
            {
                Region = "eu-west-1",
                EndpointUrl = "http://all.example",
                UseFips = true,
                UseDualStack = true,
                DisableHostPrefixInjection = true,
                AccountIdEndpointMode = AccountIdEndpointMode.Required,
                S3AddressingStyle = S3AddressingStyle.Path,
                S3UseAccelerate = true,
                S3UseDualStack = false,
                S3UseArnRegion = false,
                S3DisableMultiRegionAccessPoints = true,
                S3DisableExpressSessionAuth = true,
            },
            Read("s3"));
    }

    [Fact]
    public void Those_of_S3_are_for_S3_alone()
    {
        Assert.Equal(S3AddressingStyle.Auto, Read("sqs").S3AddressingStyle);
        Assert.False(Read("s3control").S3UseDualStack);
    }

    [Fact]
    public void A_service_has_its_own_endpoint_by_its_id() => Assert.Equal("http://beanstalk.example", Read("elasticbeanstalk").EndpointUrl);

    [Fact]
    public void Without_a_signature_there_is_no_account()
        => Assert.Equal(AccountIdEndpointMode.Disabled, Read("dynamodb", new() { SignRequests = false }).AccountIdEndpointMode);

    EndpointSettings Read(string service, SettingOptions? options = null)
        => EndpointSettings.From(new(_machine, options), ModelPack.Open().FindService(service)!.Value);
}

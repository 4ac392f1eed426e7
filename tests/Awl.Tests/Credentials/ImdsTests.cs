using Awl.Config;
using Awl.Credentials;
using Awl.Http;
using Awl.Tests.Http;
using Awl.Tests.Machines;

namespace Awl.Tests.Credentials;

public class ImdsTests
{
    const string ZonePath = "latest/meta-data/placement/availability-zone/";

    readonly FakeMachine _machine = new();
    readonly ScriptedTransport _transport = new();
    readonly List<(TimeSpan, bool)> _transports = [];

    [Theory, InlineData(TransportFault.Connect), InlineData(TransportFault.ConnectTimeout)]
    public async Task Where_nobody_listens_one_request_is_all_that_is_tried(TransportFault fault)
    {
        _transport.Fail(fault);
        _machine.Variables["AWS_METADATA_SERVICE_NUM_ATTEMPTS"] = "3";
        var imds = Imds();
        Assert.Null(await imds.FindRegionAsync(TestContext.Current.CancellationToken));
        Assert.Null(await imds.FindAsync("x", text => text, TestContext.Current.CancellationToken));
        Assert.Single(_transport.Requests);
        Assert.Equal([(TimeSpan.FromSeconds(1), true)], _transports);
        Assert.Empty(_machine.Waits);
    }

    [Fact]
    public async Task The_region_is_the_zone_without_its_letter()
    {
        _transport.Reply(200, "token").Reply(200, "eu-west-3b");
        Assert.Equal("eu-west-3", await Imds().FindRegionAsync(TestContext.Current.CancellationToken));
        Assert.Equal("http://169.254.169.254/" + ZonePath, _transport.Requests[1].Url);
    }

    [Fact]
    public async Task Turned_off_it_is_not_asked()
    {
        _machine.Variables["AWS_EC2_METADATA_DISABLED"] = "true";
        Assert.Null(await Imds().FindRegionAsync(TestContext.Current.CancellationToken));
        Assert.Empty(_transport.Requests);
    }

    [Fact]
    public async Task A_token_serves_for_as_long_as_it_is_good()
    {
        _transport.Reply(200, "one", ("x-aws-ec2-metadata-token-ttl-seconds", "60")).Reply(200, "a").Reply(200, "b").Reply(200, "two").Reply(200, "c");
        var imds = Imds();
        await imds.FindAsync("x", text => text, TestContext.Current.CancellationToken);
        await imds.FindAsync("x", text => text, TestContext.Current.CancellationToken);
        _machine.Now += TimeSpan.FromSeconds(61);
        await imds.FindAsync("x", text => text, TestContext.Current.CancellationToken);
        Assert.Equal(["PUT", "GET", "GET", "PUT", "GET"], _transport.Requests.Select(request => request.Method));
        Assert.Equal("two", _transport.Requests[^1].Headers["x-aws-ec2-metadata-token"]);
    }

    [Fact]
    public async Task A_token_that_is_refused_is_replaced()
    {
        _machine.Variables["AWS_METADATA_SERVICE_NUM_ATTEMPTS"] = "2";
        _transport.Reply(200, "one").Reply(401).Reply(200, "two").Reply(200, "found");
        Assert.Equal("found", await Imds().FindAsync("x", text => text, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_role_that_the_instance_may_not_assume_is_told_in_the_words_of_the_service()
    {
        _transport.Reply(200, "token").Reply(200, "web").Reply(200, """{"Code":"AssumeRoleUnauthorizedAccess","Message":"EC2 cannot assume the role web."}""");
        var error = await Assert.ThrowsAsync<CredentialsException>(async () => await new ImdsProvider(Context).FindAsync(TestContext.Current.CancellationToken));
        Assert.Equal("Unable to locate credentials. The role web of this instance cannot be used: AssumeRoleUnauthorizedAccess EC2 cannot assume the role web.", error.Message);
        Assert.Equal(CredentialsFault.NoneConfigured, error.Fault);
    }

    Imds Imds() => new(Context);

    CredentialsContext Context => new(_machine, new Settings(_machine), Log.Off)
    {
        MetadataTransport = (timeout, useProxies) =>
        {
            _transports.Add((timeout, useProxies));
            return _transport;
        },
    };
}

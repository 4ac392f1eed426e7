using System.Text.Json;
using Awl.Endpoints;
using Awl.Http;
using Awl.Model;
using Awl.Models;
using Awl.Tests.Machines;

namespace Awl.Tests.Endpoints;

public sealed class EndpointDiscoveryTests
{
    static readonly Pack s_pack = ModelPack.Open();

    readonly FakeMachine _machine = new();
    int _calls;
    bool _fails;

    [Fact]
    public async Task An_address_is_asked_once_and_kept_as_long_as_the_service_says()
    {
        var discovery = Discovery("timestream-write", null);
        Assert.Equal("https://cell1.example.com", await Find(discovery, "timestream-write", "WriteRecords"));
        Assert.Equal("https://cell1.example.com", await Find(discovery, "timestream-write", "ListTables"));
        Assert.Equal(1, _calls);

        _machine.Now += TimeSpan.FromMinutes(11);
        Assert.Equal("https://cell2.example.com", await Find(discovery, "timestream-write", "WriteRecords"));
    }

    [Fact]
    public async Task The_discovery_itself_goes_to_the_services_own_endpoint()
        => Assert.Null(await Find(Discovery("timestream-write", true), "timestream-write", "DescribeEndpoints"));

    [Theory]
    [InlineData(null, null)]
    [InlineData(true, "https://cell1.example.com")]
    [InlineData(false, null)]
    public async Task Where_it_is_not_demanded_it_happens_only_on_request(bool? enabled, string? expected)
        => Assert.Equal(expected, await Find(Discovery("dynamodb", enabled), "dynamodb", "GetItem"));

    [Fact]
    public async Task Where_it_is_demanded_it_cannot_be_disabled()
    {
        var error = await Assert.ThrowsAsync<ConfigurationException>(() => Find(Discovery("timestream-write", false), "timestream-write", "WriteRecords"));
        Assert.Equal("Endpoint Discovery is not enabled but this operation requires it.", error.Message);
    }

    [Fact]
    public async Task After_a_failure_the_old_address_serves_and_the_service_is_left_alone_for_a_minute()
    {
        var discovery = Discovery("timestream-write", null);
        await Find(discovery, "timestream-write", "WriteRecords");
        _machine.Now += TimeSpan.FromMinutes(11);
        _fails = true;

        Assert.Equal("https://cell1.example.com", await Find(discovery, "timestream-write", "WriteRecords"));
        Assert.Equal("https://cell1.example.com", await Find(discovery, "timestream-write", "WriteRecords"));
        Assert.Equal(2, _calls);

        _machine.Now += TimeSpan.FromSeconds(61);
        _fails = false;
        Assert.Equal("https://cell3.example.com", await Find(discovery, "timestream-write", "WriteRecords"));
    }

    [Fact]
    public async Task A_failure_without_an_older_address_is_an_error_only_where_discovery_is_demanded()
    {
        _fails = true;
        var error = await Assert.ThrowsAsync<ConfigurationException>(() => Find(Discovery("timestream-query", null), "timestream-query", "Query"));
        Assert.Equal("Endpoint Discovery failed to refresh the required endpoints.", error.Message);
        Assert.Null(await Find(Discovery("dynamodb", true), "dynamodb", "GetItem"));
    }

    [Fact]
    public async Task A_wrong_address_is_forgotten()
    {
        var discovery = Discovery("timestream-write", null);
        await Find(discovery, "timestream-write", "WriteRecords");
        Assert.True(EndpointDiscovery.IsWrongEndpoint(421, null));
        Assert.True(EndpointDiscovery.IsWrongEndpoint(400, "InvalidEndpointException"));
        Assert.False(EndpointDiscovery.IsWrongEndpoint(400, "ValidationException"));

        discovery.Forget();
        Assert.Equal("https://cell2.example.com", await Find(discovery, "timestream-write", "WriteRecords"));
    }

    [Fact]
    public async Task A_reply_without_endpoints_is_malformed()
    {
        var discovery = new EndpointDiscovery(Service("dynamodb"), true, _machine.Clock, _ => Task.FromResult(JsonElement.Parse("{}")));
        await Assert.ThrowsAsync<MalformedResponseException>(() => Find(discovery, "dynamodb", "GetItem"));
    }

    [Fact]
    public void The_discovery_operation_is_found_in_the_model()
    {
        Assert.Equal("DescribeEndpoints", EndpointDiscovery.FindDiscoveryOperation(Service("timestream-query"))!.Value.Name);
        Assert.Null(EndpointDiscovery.FindDiscoveryOperation(Service("sqs")));
    }

    [Fact]
    public void A_request_moves_to_the_address()
    {
        var request = new HttpRequest { Host = "query.timestream.us-east-1.amazonaws.com" };
        EndpointDiscovery.Apply(request, "https://cell1.example.com");
        Assert.Equal("https://cell1.example.com/", request.Url);
    }

    EndpointDiscovery Discovery(string service, bool? enabled) => new(Service(service), enabled, _machine.Clock, _ =>
    {
        _calls++;
        if (_fails) throw new TransportException(TransportFault.Connect, "nobody there");
        return Task.FromResult(JsonElement.Parse($$"""{"Endpoints":[{"Address":"cell{{_calls}}.example.com","CachePeriodInMinutes":10}]}"""));
    });

    static Task<string?> Find(EndpointDiscovery discovery, string service, string operation)
        => discovery.FindAsync(Service(service).FindOperation(operation)!.Value, TestContext.Current.CancellationToken).AsTask();

    static Service Service(string name) => s_pack.FindService(name)!.Value;
}

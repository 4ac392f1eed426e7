namespace Awl.Tests.Local.Imds;

public class EventTests
{
    const string Data = "/latest/meta-data/";

    [Fact]
    public async Task A_spot_interruption_shows_two_minutes_ahead()
    {
        await using var imds = await TestImds.StartAsync();
        imds.Events.SetSpot("terminate", TimeSpan.FromSeconds(30));
        Assert.Equal(404, await StatusAsync(imds, "spot/instance-action"));
        imds.Machine.Now += TimeSpan.FromSeconds(30);
        Assert.Equal("{\"action\": \"terminate\", \"time\": \"2024-05-06T07:10:39Z\"}", await imds.GetAsync(Data + "spot/instance-action"));
        Assert.Equal("2024-05-06T07:10:39Z", await imds.GetAsync(Data + "spot/termination-time"));
        imds.Events.SetSpot(null, TimeSpan.Zero);
        Assert.Equal(404, await StatusAsync(imds, "spot/instance-action"));
    }

    [Theory, InlineData("stop"), InlineData("hibernate")]
    public async Task Only_a_termination_has_a_termination_time(string action)
    {
        await using var imds = await TestImds.StartAsync();
        imds.Events.SetSpot(action, TimeSpan.Zero);
        Assert.Contains(action, await imds.GetAsync(Data + "spot/instance-action"));
        Assert.Equal(404, await StatusAsync(imds, "spot/termination-time"));
    }

    [Fact]
    public async Task A_rebalance_recommendation_tells_its_time()
    {
        await using var imds = await TestImds.StartAsync();
        Assert.Equal(404, await StatusAsync(imds, "events/recommendations/rebalance"));
        imds.Events.SetRebalance(TimeSpan.Zero);
        Assert.Equal("{\"noticeTime\": \"2024-05-06T07:08:09Z\"}", await imds.GetAsync(Data + "events/recommendations/rebalance"));
    }

    [Fact]
    public async Task Maintenance_goes_from_scheduled_to_history()
    {
        await using var imds = await TestImds.StartAsync();
        Assert.Equal("[]", await imds.GetAsync(Data + "events/maintenance/scheduled"));
        imds.Events.AddMaintenance("system-reboot", "instance-event-1", TimeSpan.Zero);
        var scheduled = await imds.GetAsync(Data + "events/maintenance/scheduled");
        Assert.Contains("\"NotBefore\" : \"13 May 2024 07:08:09 GMT\"", scheduled);
        Assert.Contains("\"State\" : \"active\"", scheduled);
        imds.Events.EndMaintenance("completed");
        Assert.Equal("[]", await imds.GetAsync(Data + "events/maintenance/scheduled"));
        Assert.Contains("\"Description\" : \"[Completed] scheduled reboot\"", await imds.GetAsync(Data + "events/maintenance/history"));
    }

    [Fact]
    public async Task The_state_in_a_group_is_there_when_it_is_said()
    {
        await using var imds = await TestImds.StartAsync();
        Assert.Equal(404, await StatusAsync(imds, "autoscaling/target-lifecycle-state"));
        imds.Events.SetLifecycle("Terminated", TimeSpan.Zero);
        Assert.Equal("Terminated", await imds.GetAsync(Data + "autoscaling/target-lifecycle-state"));
    }

    [Fact]
    public async Task Events_can_be_combined()
    {
        await using var imds = await TestImds.StartAsync();
        imds.Events.SetSpot("stop", TimeSpan.Zero);
        imds.Events.SetRebalance(TimeSpan.Zero);
        imds.Events.AddMaintenance("instance-stop", "e", TimeSpan.Zero);
        Assert.Equal(200, await StatusAsync(imds, "spot/instance-action"));
        Assert.Equal(200, await StatusAsync(imds, "events/recommendations/rebalance"));
        Assert.Contains("instance-stop", await imds.GetAsync(Data + "events/maintenance/scheduled"));
    }

    [Fact]
    public async Task A_fault_meets_as_many_requests_as_it_says()
    {
        await using var imds = await TestImds.StartAsync();
        var token = await imds.TokenAsync();
        imds.Faults.Add(new(503, 1, TimeSpan.FromSeconds(2), Times: 2, "/latest/meta-data"));
        var statuses = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            using var reply = await imds.SendAsync("GET", "/latest/meta-data/ami-id", ("X-aws-ec2-metadata-token", token));
            statuses.Add((int)reply.StatusCode);
        }
        Assert.Equal([503, 503, 200], statuses);
        Assert.Equal([TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2)], imds.Machine.Waits);
    }

    static async Task<int> StatusAsync(TestImds imds, string path)
    {
        using var reply = await imds.GetReplyAsync(Data + path);
        return (int)reply.StatusCode;
    }
}

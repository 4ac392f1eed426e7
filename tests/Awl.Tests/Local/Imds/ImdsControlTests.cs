using System.Text.Json;
using Awl.Local.Hosting;
using Awl.Local.Imds;

namespace Awl.Tests.Local.Imds;

public class ImdsControlTests
{
    [Theory]
    [InlineData("""{"kind": "spot-interruption"}""", "spot/instance-action", "terminate")]
    [InlineData("""{"kind": "spot-interruption", "action": "hibernate"}""", "spot/instance-action", "hibernate")]
    [InlineData("""{"kind": "rebalance"}""", "events/recommendations/rebalance", "noticeTime")]
    [InlineData("""{"kind": "maintenance", "code": "system-reboot"}""", "events/maintenance/scheduled", "system-reboot")]
    [InlineData("""{"kind": "lifecycle", "state": "Warmed:Stopped"}""", "autoscaling/target-lifecycle-state", "Warmed:Stopped")]
    public async Task An_event_shows_at_once_or_later(string order, string path, string expected)
    {
        await using var imds = await TestImds.StartAsync();
        var control = new ImdsControl(imds.Machine, imds.Events, imds.Faults, imds.Identity!);
        Assert.EndsWith("shows.", control.Obey("/event", JsonElement.Parse(order)));
        Assert.Contains(expected, await imds.GetAsync("/latest/meta-data/" + path));
    }

    [Theory]
    [InlineData("/event", """{"kind": "earthquake"}""", "no event 'earthquake'")]
    [InlineData("/event", """{"kind": "maintenance", "code": "x"}""", "is no code of it")]
    [InlineData("/event", """{"kind": "lifecycle", "state": "x"}""", "is no state of it")]
    [InlineData("/fault", """{"status": 200}""", "400 to 599")]
    [InlineData("/fault", """{"status": 503, "rate": 2}""", "0 to 1")]
    [InlineData("/fault", "{}", "a status or a delay")]
    public async Task A_wrong_order_is_refused(string path, string order, string message)
    {
        await using var imds = await TestImds.StartAsync();
        var control = new ImdsControl(imds.Machine, imds.Events, imds.Faults, imds.Identity!);
        Assert.Contains(message, Assert.Throws<UsageException>(() => control.Obey(path, JsonElement.Parse(order))).Message);
    }

    [Fact]
    public async Task Orders_need_the_secret_and_stop_ends_the_program()
    {
        var secret = new Secret(Machine.OfThisProcess());
        using var lifetime = new Lifetime(TimeProvider.System);
        await using var server = await LocalServer.StartAsync(new(), new(TimeProvider.System), new ControlServer(secret, lifetime, (path, _) => path == "/known" ? "done" : null).HandleAsync, default);
        using var client = new HttpClient();

        Assert.Equal((403, ""), await PostAsync("/stop", null, "{}"));
        Assert.Equal((403, ""), await PostAsync("/stop", secret.Text + "x", "{}"));
        Assert.Equal((200, "done"), await PostAsync("/known", secret.Text, "{}"));
        Assert.Equal(404, (await PostAsync("/unknown", secret.Text, "{}")).Status);
        Assert.Equal(400, (await PostAsync("/known", secret.Text, "{")).Status);
        Assert.False(lifetime.Stopping.IsCancellationRequested);
        Assert.Equal((200, ""), await PostAsync("/stop", secret.Text, "{}"));
        await lifetime.WaitAsync();
        Assert.Equal("it was told to", lifetime.Reason);

        async Task<(int Status, string Text)> PostAsync(string path, string? authorization, string body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, server.Url + path) { Content = new StringContent(body) };
            if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
            using var reply = await client.SendAsync(request, TestContext.Current.CancellationToken);
            return ((int)reply.StatusCode, await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }
}

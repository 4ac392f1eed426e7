using System.Text.Json;
using Awl.Local.Container;
using Awl.Local.Hosting;
using Awl.Local.Imds;
using Awl.Local.Roles;
using Awl.Signing;
using Awl.Tests.Machines;

namespace Awl.Tests.Local.Container;

public sealed class ContainerServerTests : IDisposable
{
    const string RoleArn = "arn:aws:iam::123456789012:role/app-role";

    readonly FakeMachine _machine = new() { Now = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero) };
    readonly HttpClient _client = new();
    readonly Secret _secret;
    Func<Task<AwsCredentials>> _fetch;

    public ContainerServerTests()
    {
        _secret = new(_machine);
        _fetch = () => Task.FromResult(new AwsCredentials("ASIAEXAMPLE", "secret/key", "token", _machine.Now.AddHours(1)));
    }

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task The_full_uri_gives_what_ECS_gives()
    {
        await using var server = await StartAsync();
        using var reply = await GetAsync(server, "/credentials", _secret.Text);
        Assert.Equal(200, (int)reply.StatusCode);
        Assert.Equal("application/json", reply.Content.Headers.ContentType!.ToString());
        Assert.Equal("40", reply.Headers.GetValues("X-Rate-Limit-Limit").Single());
        Assert.True(reply.Headers.CacheControl!.NoStore);
        Assert.Equal(
            """{"RoleArn":"arn:aws:iam::123456789012:role/app-role","AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"secret/key","Token":"token","AccountId":"123456789012","Expiration":"2024-05-06T08:08:09Z"}""",
            await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Credentials_at_the_relative_uri_need_its_id()
    {
        await using var server = await StartAsync();
        foreach (var path in (string[])["/v2/credentials/" + _secret.Text, "/v1/credentials?id=" + _secret.Text])
        {
            using var reply = await GetAsync(server, path, null);
            Assert.Equal(200, (int)reply.StatusCode);
        }
    }

    [Theory]
    [InlineData("/v2/credentials", "NoIdInRequest", "CredentialsV2Request: No Credential ID in the request")]
    [InlineData("/v2/credentials/", "NoIdInRequest", "CredentialsV2Request: No Credential ID in the request")]
    [InlineData("/v2/credentials/wrong", "InvalidIdInRequest", "CredentialsV2Request: Credentials not found")]
    [InlineData("/v1/credentials?id=wrong", "InvalidIdInRequest", "CredentialsV1Request: Credentials not found")]
    public async Task A_wrong_id_is_an_error_of_the_ECS_agent(string path, string code, string message)
    {
        await using var server = await StartAsync();
        using var reply = await GetAsync(server, path, null);
        Assert.Equal(400, (int)reply.StatusCode);
        Assert.Equal($$"""{"code":"{{code}}","message":"{{message}}","HTTPErrorCode":400}""", await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task EKS_gives_the_account_and_no_role()
    {
        await using var server = await StartAsync();
        using var reply = await GetAsync(server, "/v1/credentials", _secret.Text);
        var json = JsonElement.Parse(await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["AccessKeyId", "SecretAccessKey", "Token", "AccountId", "Expiration"], json.EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("/credentials")]
    [InlineData("/v1/credentials")]
    [InlineData("/")]
    [InlineData("/anything")]
    public async Task Without_the_secret_there_is_nothing_but_a_refusal(string path)
    {
        await using var server = await StartAsync();
        foreach (var wrong in (string?[])[null, "", "x", _secret.Text[..^1], _secret.Text + "A", "Bearer " + _secret.Text])
        {
            using var reply = await GetAsync(server, path, wrong);
            Assert.Equal(403, (int)reply.StatusCode);
            Assert.Equal("""{"Message":"invalid Authorization token"}""", await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Without_credentials_both_say_why()
    {
        _fetch = () => throw new CredentialsException(CredentialsFault.LoginExpired, "Log in again.");
        await using var server = await StartAsync();
        using var ecs = await GetAsync(server, "/credentials", _secret.Text);
        Assert.Equal(503, (int)ecs.StatusCode);
        Assert.Equal("""{"code":"CredentialsUninitialized","message":"Log in again.","HTTPErrorCode":503}""", await ecs.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var eks = await GetAsync(server, "/v1/credentials", _secret.Text);
        Assert.Equal(503, (int)eks.StatusCode);
        Assert.Equal("text/plain", eks.Content.Headers.ContentType!.ToString());
        Assert.Equal("Log in again.", await eks.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Task_metadata_tell_of_one_task_and_its_container()
    {
        await using var server = await StartAsync();
        var container = await GetJsonAsync(server, "");
        var task = await GetJsonAsync(server, "/task");
        var tagged = await GetJsonAsync(server, "/taskWithTags");
        Assert.StartsWith("arn:aws:ecs:eu-west-1:123456789012:task/awl/", task.GetProperty("TaskARN").GetString());
        Assert.Equal(container.GetRawText(), task.GetProperty("Containers")[0].GetRawText());
        Assert.Equal(task.GetProperty("TaskARN").GetString(), container.GetProperty("Labels").GetProperty("com.amazonaws.ecs.task-arn").GetString());
        Assert.Equal("172.31.16.10", container.GetProperty("Networks")[0].GetProperty("IPv4Addresses")[0].GetString());
        Assert.Equal("web", tagged.GetProperty("TaskTags").GetProperty("Name").GetString());
        Assert.False(task.TryGetProperty("TaskTags", out _));
        var id = container.GetProperty("DockerId").GetString()!;
        Assert.True((await GetJsonAsync(server, "/stats")).TryGetProperty("network_rate_stats", out _));
        Assert.True((await GetJsonAsync(server, "/task/stats")).GetProperty(id).TryGetProperty("cpu_stats", out _));
    }

    [Theory, InlineData("/v4/wrong/task"), InlineData("/v4/"), InlineData("/v3/wrong")]
    public async Task Task_metadata_need_the_containers_id(string path)
    {
        await using var server = await StartAsync();
        using var reply = await GetAsync(server, path, _secret.Text);
        Assert.Equal(404, (int)reply.StatusCode);
    }

    async Task<JsonElement> GetJsonAsync(LocalServer server, string path)
    {
        using var reply = await GetAsync(server, $"/v4/{_secret.Text}{path}", null);
        Assert.Equal(200, (int)reply.StatusCode);
        return JsonElement.Parse(await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    Task<HttpResponseMessage> GetAsync(LocalServer server, string path, string? authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, server.Url + path);
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    Task<LocalServer> StartAsync()
    {
        var instance = new Instance(InstanceFile.Parse("x", "tags: {Name: web}"), "123456789012", "eu-west-1", "app-role", _machine.Now);
        var server = new ContainerServer(new(_ => _fetch(), _machine.Clock, _ => { }), Caller.OfRole(RoleArn)!, _secret, new(instance, _machine.Clock));
        return LocalServer.StartAsync(new(), new(TimeProvider.System), server.HandleAsync, TestContext.Current.CancellationToken);
    }
}

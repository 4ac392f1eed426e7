using System.Net.Http.Headers;
using Awl.Local.Hosting;
using Awl.Local.Imds;
using Awl.Local.Roles;
using Awl.Signing;
using Awl.Tests.Machines;

namespace Awl.Tests.Local.Imds;

/// <summary>A metadata service on a free port, in a world whose clock the test moves.</summary>
sealed class TestImds : IAsyncDisposable
{
    readonly HttpClient _client = new();
    LocalServer? _server;

    public FakeMachine Machine { get; } = new() { Now = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero) };
    public Events Events { get; }
    public Faults Faults { get; }
    public List<string> Log { get; } = [];

    /// <summary>Where credentials come from; the end of an instance's six hours unless a test says otherwise.</summary>
    public Func<Task<AwsCredentials>> Fetch { get; set; }

    public int Fetches { get; private set; }
    public int Port => _server!.Port;
    public string Url => _server!.Url;
    public IdentityDocument? Identity { get; private set; }

    TestImds()
    {
        (Events, Faults) = (new(Machine.Clock), new(Machine));
        Fetch = () => Task.FromResult(new AwsCredentials("ASIAEXAMPLE", "secret/key", "token", Machine.Now.AddHours(6), "123456789012"));
    }

    public static async Task<TestImds> StartAsync(string yaml = "", bool version1 = false, string? role = "app-role", byte[]? userData = null, bool disabled = false)
    {
        var test = new TestImds();
        var instance = new Instance(InstanceFile.Parse("imds.yaml", yaml), "123456789012", "eu-west-1", role, test.Machine.Now);
        var served = new ServedCredentials(_ => { test.Fetches++; return test.Fetch(); }, test.Machine.Clock, test.Log.Add);
        test.Identity = new(instance, TimeProvider.System);
        var tree = new MetadataTree(instance, test.Events, test.Identity, new(instance, served), userData);
        tree.Check();
        var server = new ImdsServer(instance, tree, new(test.Machine), test.Faults, new(version1, disabled));
        test._server = await LocalServer.StartAsync(new(), new(TimeProvider.System), server.HandleAsync, TestContext.Current.CancellationToken);
        return test;
    }

    public async Task<string> TokenAsync(int seconds = 21600)
    {
        using var reply = await SendAsync("PUT", "/latest/api/token", ("X-aws-ec2-metadata-token-ttl-seconds", $"{seconds}"));
        return await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks with a token for what must be there.</summary>
    public async Task<string> GetAsync(string path)
    {
        using var reply = await GetReplyAsync(path);
        Assert.Equal(200, (int)reply.StatusCode);
        return await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks with a token.</summary>
    public async Task<HttpResponseMessage> GetReplyAsync(string path, string method = "GET") => await SendAsync(method, path, ("X-aws-ec2-metadata-token", await TokenAsync()));

    public Task<HttpResponseMessage> SendAsync(string method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new(method), new Uri(Url + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server!.DisposeAsync();
    }
}

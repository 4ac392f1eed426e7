using Awl.Signing;
using Awl.Tests.Machines;

namespace Awl.Tests.Signing;

public class S3ExpressSessionsTests
{
    readonly FakeMachine _machine = new();
    readonly List<string> _created = [];
    Exception? _failure;

    [Fact]
    public async Task A_session_is_made_once_for_each_bucket()
    {
        var sessions = Sessions();
        var first = await GetAsync(sessions, "a");
        Assert.Same(first, await GetAsync(sessions, "a"));
        await GetAsync(sessions, "b");
        Assert.Equal(["a", "b"], _created);
    }

    [Fact]
    public async Task A_session_is_renewed_before_it_ends()
    {
        var sessions = Sessions();
        var first = await GetAsync(sessions, "a");
        _machine.Now += TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(44);
        Assert.NotEqual(first, await GetAsync(sessions, "a"));
    }

    [Fact]
    public async Task A_session_that_cannot_be_renewed_serves_almost_to_its_end()
    {
        var sessions = Sessions();
        var first = await GetAsync(sessions, "a");
        _failure = new CredentialsException(CredentialsFault.Broken, "no");
        _machine.Now += TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(11);
        Assert.Same(first, await GetAsync(sessions, "a"));
        _machine.Now += TimeSpan.FromSeconds(2);
        await Assert.ThrowsAsync<CredentialsException>(() => GetAsync(sessions, "a"));
    }

    [Fact]
    public async Task Many_requests_at_once_make_one_session()
    {
        var gate = new TaskCompletionSource();
        var sessions = new S3ExpressSessions(async (bucket, _) => { await gate.Task; return Create(bucket); }, _machine.Clock);
        var requests = Enumerable.Range(0, 20).Select(_ => GetAsync(sessions, "a")).ToArray();
        gate.SetResult();
        await Task.WhenAll(requests);
        Assert.Single(_created);
    }

    [Fact]
    public async Task A_thousand_buckets_do_not_pile_up()
    {
        var sessions = Sessions();
        for (var i = 0; i < 1000; i++) await GetAsync(sessions, $"b{i}");
        await GetAsync(sessions, "b999");
        Assert.Equal(1000, _created.Count);
        await GetAsync(sessions, "b0");
        Assert.Equal(1001, _created.Count);
    }

    S3ExpressSessions Sessions() => new(
        (bucket, _) => _failure is null ? Task.FromResult(Create(bucket)) : Task.FromException<AwsCredentials>(_failure), _machine.Clock);

    AwsCredentials Create(string bucket)
    {
        _created.Add(bucket);
        return new("ASIA" + _created.Count, "secret", "token", _machine.Now + TimeSpan.FromMinutes(5));
    }

    static Task<AwsCredentials> GetAsync(S3ExpressSessions sessions, string bucket)
        => sessions.GetAsync(bucket, TestContext.Current.CancellationToken).AsTask();
}

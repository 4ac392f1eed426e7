using Awl.Config;
using Awl.Credentials;
using Awl.Signing;
using Awl.Tests.Machines;

namespace Awl.Tests.Credentials;

public class CachedProviderTests
{
    readonly FakeMachine _machine = new();
    readonly CredentialsContext _context;

    public CachedProviderTests() => _context = new(_machine, new Settings(_machine), Log.Off);

    [Fact]
    public async Task Credentials_are_fetched_once_while_they_last()
    {
        var source = new Source(this, TimeSpan.FromHours(1));
        var provider = Cached(source);
        await FindAsync(provider);
        _machine.Now += TimeSpan.FromMinutes(44);
        Assert.Equal("A1", (await FindAsync(provider))!.AccessKeyId);
        Assert.True(provider.FindAsync(CancellationToken.None).IsCompleted);
        Assert.Equal(1, source.Calls);
    }

    [Fact]
    public async Task With_15_minutes_left_they_are_renewed()
    {
        var source = new Source(this, TimeSpan.FromHours(1));
        var provider = Cached(source);
        await FindAsync(provider);
        _machine.Now += TimeSpan.FromMinutes(46);
        Assert.Equal("A2", (await FindAsync(provider))!.AccessKeyId);
    }

    [Fact]
    public async Task A_renewal_that_fails_with_more_than_10_minutes_left_goes_unnoticed()
    {
        var source = new Source(this, TimeSpan.FromHours(1));
        var provider = Cached(source);
        await FindAsync(provider);
        source.Fails = true;
        _machine.Now += TimeSpan.FromMinutes(49);
        Assert.Equal("A1", (await FindAsync(provider))!.AccessKeyId);

        _machine.Now += TimeSpan.FromMinutes(2);
        var error = await Assert.ThrowsAsync<CredentialsException>(async () => await FindAsync(provider));
        Assert.True(error.WhileRefreshing);
    }

    [Fact]
    public async Task Credentials_that_come_expired_are_an_error()
    {
        var error = await Assert.ThrowsAsync<CredentialsException>(async () => await FindAsync(Cached(new Source(this, TimeSpan.FromMinutes(-1)))));
        Assert.Equal(CredentialsFault.ExpiredAfterRefresh, error.Fault);
    }

    [Fact]
    public async Task Many_callers_share_one_fetch()
    {
        var source = new Source(this, TimeSpan.FromHours(1)) { Gate = new() };
        var provider = Cached(source);
        var callers = Enumerable.Range(0, 20).Select(_ => Task.Run(() => FindAsync(provider))).ToArray();
        source.Gate.SetResult();
        Assert.All(await Task.WhenAll(callers), found => Assert.Equal("A1", found!.AccessKeyId));
        Assert.Equal(1, source.Calls);
    }

    [Fact]
    public async Task While_one_renews_early_the_others_go_on_with_the_old_ones()
    {
        var source = new Source(this, TimeSpan.FromHours(1));
        var provider = Cached(source);
        await FindAsync(provider);
        source.Gate = new();
        _machine.Now += TimeSpan.FromMinutes(46);

        var renewing = FindAsync(provider);
        Assert.Equal("A1", (await FindAsync(provider))!.AccessKeyId);
        source.Gate.SetResult();
        Assert.Equal("A2", (await renewing)!.AccessKeyId);
    }

    [Fact]
    public async Task Nothing_configured_is_null() => Assert.Null(await FindAsync(new(new(_context, _ => []), _context)));

    CachedProvider Cached(Source source) => new(new(_context, _ => [source]), _context);

    static async Task<AwsCredentials?> FindAsync(CachedProvider provider) => await provider.FindAsync(TestContext.Current.CancellationToken);

    /// <summary>Gives keys A1, A2 … that last for a while.</summary>
    sealed class Source(CachedProviderTests test, TimeSpan life) : ICredentialsProvider
    {
        public int Calls { get; private set; }
        public bool Fails { get; set; }
        public TaskCompletionSource? Gate { get; set; }
        public string Name => "source";

        public async ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken)
        {
            Calls++;
            if (Gate is { } gate) await gate.Task;
            if (Fails) throw new CredentialsException(CredentialsFault.Broken, "no");
            return new($"A{Calls}", "s", "t", test._machine.Now + life);
        }
    }
}

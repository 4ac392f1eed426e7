using Awl.Cli.SideBySide;
using Awl.Client;

namespace Awl.Tests.SideBySide;

public class PageQueueTests
{
    static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    static Reply Page(int status) => new(status, null, "{}"u8.ToArray());

    [Fact]
    public async Task Pages_come_out_in_their_order_and_no_more_than_four_wait()
    {
        var queue = new PageQueue();
        for (var i = 1; i <= 4; i++) await queue.AddAsync(Page(i), Token);
        var fifth = queue.AddAsync(Page(5), Token);
        Assert.False(fifth.IsCompleted);

        Assert.Equal(1, (await queue.TakeAsync(Token))!.Status);
        await fifth;
        queue.End(null);
        for (var i = 2; i <= 5; i++) Assert.Equal(i, (await queue.TakeAsync(Token))!.Status);
        Assert.Null(await queue.TakeAsync(Token));
    }

    [Fact]
    public async Task What_ended_them_early_comes_after_the_pages_before_it()
    {
        var queue = new PageQueue();
        await queue.AddAsync(Page(1), Token);
        queue.End(new UsageException("no"));

        Assert.NotNull(await queue.TakeAsync(Token));
        await Assert.ThrowsAsync<UsageException>(() => queue.TakeAsync(Token));
    }

    [Fact]
    public async Task Waiting_for_room_ends_when_all_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        var queue = new PageQueue();
        for (var i = 1; i <= 4; i++) await queue.AddAsync(Page(i), Token);
        var waiting = queue.AddAsync(Page(5), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}

using System.Text;

namespace Awl.Tests;

public sealed class SystemMachineTests : IDisposable
{
    const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    readonly SystemMachine _machine = new();
    readonly string _folder = Directory.CreateTempSubdirectory("awl-machine-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_lock_that_another_never_gives_back_is_not_waited_for_without_end()
    {
        var impatient = new SystemMachine { LockPatience = TimeSpan.Zero };
        using var held = await _machine.LockAsync(InFolder("lock"), default);
        var error = await Assert.ThrowsAsync<LocalFileException>(() => impatient.LockAsync(InFolder("lock"), default));
        Assert.True(error.IsHeldByAnother);
        Assert.StartsWith($"Another process has held {InFolder("lock")} for", error.Message, StringComparison.Ordinal);

        held.Dispose();
        (await impatient.LockAsync(InFolder("lock"), default)).Dispose();
    }

    [Fact]
    public void A_file_that_is_not_there_reads_as_null() => Assert.Null(_machine.ReadFile(InFolder("no/such/file")));

    [Fact]
    public void A_new_file_gets_the_mode_asked_for_in_folders_of_the_owner_alone()
    {
        var path = InFolder("a/b/file");
        _machine.WriteFile(path, "x"u8, Private);

        Assert.Equal("x"u8.ToArray(), _machine.ReadFile(path));
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(Private, File.GetUnixFileMode(path));
        Assert.Equal(Private | UnixFileMode.UserExecute, File.GetUnixFileMode(InFolder("a")));
        Assert.Equal(Private | UnixFileMode.UserExecute, File.GetUnixFileMode(InFolder("a/b")));
    }

    [Fact]
    public void A_file_that_exists_keeps_its_mode_unless_told_otherwise()
    {
        if (OperatingSystem.IsWindows()) return;
        var path = InFolder("file");
        File.WriteAllText(path, "old");
        File.SetUnixFileMode(path, Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        _machine.WriteFile(path, "new"u8, Private);
        Assert.Equal(Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(path));

        _machine.WriteFile(path, "newer"u8, Private, keepMode: false);
        Assert.Equal(Private, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Writing_through_a_link_replaces_what_it_points_to()
    {
        if (OperatingSystem.IsWindows()) return;
        File.WriteAllText(InFolder("real"), "old");
        File.CreateSymbolicLink(InFolder("link"), "real");

        _machine.WriteFile(InFolder("link"), "new"u8, Private);

        Assert.Equal("real", new FileInfo(InFolder("link")).LinkTarget);
        Assert.Equal("new", File.ReadAllText(InFolder("real")));
        Assert.Equal(["link", "real"], _machine.ListFolder(_folder));
    }

    [Fact]
    public void Writing_through_a_link_to_nothing_makes_the_file()
    {
        if (OperatingSystem.IsWindows()) return;
        File.CreateSymbolicLink(InFolder("link"), "later");
        _machine.WriteFile(InFolder("link"), "new"u8, Private);
        Assert.Equal("new", File.ReadAllText(InFolder("later")));
    }

    [Fact]
    public void A_write_that_fails_says_where_and_leaves_nothing_behind()
    {
        Directory.CreateDirectory(InFolder("taken"));
        var error = Assert.Throws<LocalFileException>(() => _machine.WriteFile(InFolder("taken"), "x"u8, Private));
        Assert.Contains(InFolder("taken"), error.Message, StringComparison.Ordinal);
        Assert.Equal(["taken"], _machine.ListFolder(_folder));
    }

    [Fact]
    public void Deleting_what_is_not_there_is_fine()
    {
        _machine.DeleteFile(InFolder("no/such/file"));
        _machine.WriteFile(InFolder("file"), "x"u8, Private);
        _machine.DeleteFile(InFolder("file"));
        Assert.Empty(_machine.ListFolder(_folder));
    }

    [Fact]
    public async Task A_lock_has_one_holder_at_a_time()
    {
        var inside = 0;
        var count = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            using var held = await _machine.LockAsync(InFolder("locks/one"), TestContext.Current.CancellationToken);
            Assert.Equal(1, Interlocked.Increment(ref inside));
            count++;
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        })));
        Assert.Equal(8, count);
    }

    [Fact]
    public async Task A_lock_that_another_holds_is_waited_for_until_cancelled()
    {
        using var held = await _machine.LockAsync(InFolder("one"), TestContext.Current.CancellationToken);
        using var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _machine.LockAsync(InFolder("one"), impatience.Token));
    }

    [Fact]
    public async Task A_program_gets_its_arguments_as_they_are()
    {
        if (OperatingSystem.IsWindows()) return;
        var output = await _machine.RunAsync(["printf", "%s|", "a b", "$HOME", "\"", "é"], TestContext.Current.CancellationToken);
        Assert.Equal(new ProcessOutput(0, "a b|$HOME|\"|é|", ""), output);
    }

    [Fact]
    public async Task The_exit_code_and_the_errors_of_a_program_come_back()
    {
        if (OperatingSystem.IsWindows()) return;
        var output = await _machine.RunAsync(["sh", "-c", "echo out; exit 3"], TestContext.Current.CancellationToken);
        Assert.Equal(new ProcessOutput(3, "out\n", ""), output);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        var error = await Assert.ThrowsAsync<LocalFileException>(() => _machine.RunAsync(["no-such-program"], TestContext.Current.CancellationToken));
        Assert.Contains("no-such-program", error.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(0), InlineData(1), InlineData(256), InlineData(1000)]
    public void Random_bytes_fill_the_whole_buffer(int size)
    {
        var bytes = new byte[size];
        _machine.FillRandom(bytes);
        if (size > 16) Assert.Contains(bytes[^16..], b => b != 0);
    }

    string InFolder(string name) => Path.Combine(_folder, name);
}

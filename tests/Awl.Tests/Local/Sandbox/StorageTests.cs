using Awl.Local.Sandbox;
using Awl.Local.Sandbox.S3;
using Awl.Local.Sandbox.Storage;
using Awl.Signing.Checksums;

namespace Awl.Tests.Local.Sandbox;

public sealed class StorageTests : IDisposable
{
    readonly string _path = Directory.CreateTempSubdirectory("awl-sandbox-test-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart()
    {
        string keyId;
        await using (var host = await SandboxHost.StartAsync(_path))
        {
            keyId = host.Key.AccessKeyId;
            await new SignedRequest(host).To("PUT", "/bucket").SendAsync();
            await new SignedRequest(host).To("PUT", "/bucket/k").WithBody("hello").SendAsync();
        }
        await using var again = await SandboxHost.StartAsync(_path);
        Assert.Equal(keyId, again.Key.AccessKeyId);
        Assert.Equal((200, "hello"), await new SignedRequest(again).To("GET", "/bucket/k").SendAsync());
    }

    [Fact]
    public async Task What_was_left_unfinished_is_removed_at_the_next_start()
    {
        await using (var host = await SandboxHost.StartAsync(_path)) await new SignedRequest(host).To("PUT", "/bucket").SendAsync();
        var leftovers = new[] { "buckets/bucket/data/0123", "buckets/bucket/keys/aa.json.new", "buckets/bucket/data/ff.new" };
        foreach (var name in leftovers)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_path, name))!);
            await File.WriteAllTextAsync(Path.Combine(_path, name), "half", TestContext.Current.CancellationToken);
        }
        await using var again = await SandboxHost.StartAsync(_path);
        Assert.All(leftovers, name => Assert.False(File.Exists(Path.Combine(_path, name)), name));
    }

    [Fact]
    public async Task What_arrives_for_a_bucket_that_has_gone_meanwhile_is_refused_and_leaves_nothing()
    {
        using var folder = DataFolder.Open(_path);
        var buckets = new BucketStore(folder);
        buckets.TryCreate(new() { Name = "bucket", Region = "us-east-1", CreationDate = default });
        var bucket = buckets.Get("bucket");
        var received = await ObjectWriter.WriteAsync(bucket, new MemoryStream([1, 2, 3]), ChecksumAlgorithm.Crc32, TestContext.Current.CancellationToken);
        buckets.Delete("bucket");
        Assert.Equal("NoSuchBucket", Assert.Throws<SandboxException>(() => ObjectOperations.Commit(bucket, "k", ObjectOperations.NewVersion(bucket, default) with { Files = [received.File] }, _ => { })).Code);
        Assert.Equal("NoSuchBucket", Assert.Throws<SandboxException>(() => { bucket.CreateData(out _); }).Code);
        Assert.False(Directory.Exists(folder.PathOf("buckets/bucket")));
    }

    [Fact]
    public async Task What_lies_in_the_folder_is_for_its_owner_alone()
    {
        await using var host = await SandboxHost.StartAsync(_path);
        await new SignedRequest(host).To("PUT", "/bucket").SendAsync();
        await new SignedRequest(host).To("PUT", "/bucket/k").WithBody("hello").SendAsync();
        var files = Directory.GetFiles(_path, "*", SearchOption.AllDirectories);
        foreach (var file in files)
        {
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void A_folder_belongs_to_one_sandbox()
    {
        using var folder = DataFolder.Open(_path);
        Assert.Throws<LocalFileException>(() => DataFolder.Open(_path));
    }

    [Fact]
    public void A_folder_of_its_own_goes_away_with_the_sandbox()
    {
        var folder = DataFolder.Open(null);
        folder.Write("a/b", "x"u8);
        folder.Dispose();
        Assert.False(Directory.Exists(folder.Root));
    }

    [Fact]
    public void A_sealed_text_opens_only_as_it_was_closed()
    {
        var seal = new Seal(new byte[32]);
        var closed = seal.Close("secret");
        Assert.Equal("secret", seal.TryOpen(closed));
        Assert.Null(new Seal([1, .. new byte[31]]).TryOpen(closed));
        Assert.Null(seal.TryOpen("A" + closed[1..] + "="));
        Assert.Null(seal.TryOpen("nonsense"));
        Assert.NotEqual(closed, seal.Close("secret"));
    }

    [Fact]
    public void Keys_are_in_the_order_of_their_bytes()
    {
        string[] keys = ["b", "a", "ü", "𐀀", "｡", "a/", "", "aa"];
        Assert.Equal(keys.OrderBy(key => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(key)), StringComparer.Ordinal), keys.Order(KeyOrder.Instance));
    }

    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=5-", 5, 5)]
    [InlineData("bytes=-3", 7, 3)]
    [InlineData("bytes=-30", 0, 10)]
    [InlineData("bytes=2-100", 2, 8)]
    public void A_range_is_cut_to_the_object(string header, long start, long length) => Assert.Equal(new ByteRange(start, length), ByteRange.Parse(header, 10));

    [Theory, InlineData(null), InlineData("bytes=a-b"), InlineData("bytes=5-2"), InlineData("bytes=0-1,3-4"), InlineData("lines=1-2")]
    public void What_is_no_range_counts_as_none(string? header) => Assert.Null(ByteRange.Parse(header, 10));
}

using Awl.Http;
using Awl.Signing.Checksums;

namespace Awl.Tests.Signing.Checksums;

public class ResponseChecksumTests
{
    static readonly string[] ModelAlgorithms = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256", "MD5"];

    [Fact]
    public void The_strongest_claim_in_the_priority_list_is_checked()
    {
        HeaderList headers = [];
        headers.Add("x-amz-checksum-crc32", "NhCmhg==");
        headers.Add("X-Amz-Checksum-Crc64nvme", "akP7S61aVgc=");
        Assert.Equal(new(ChecksumAlgorithm.Crc64Nvme, "akP7S61aVgc="), ResponseChecksum.Find(headers, ModelAlgorithms));
    }

    [Theory]
    [InlineData("x-amz-checksum-crc32", "NhCmhg==-3")]
    [InlineData("x-amz-checksum-md5", "sZRqySSS0jR8YjW00mERhA==")]
    [InlineData("x-amz-checksum-xxhash3", "mfyBmquiRio=")]
    [InlineData("etag", "abc")]
    public void What_cannot_be_checked_is_passed_over(string name, string value)
    {
        HeaderList headers = [];
        headers.Add(name, value);
        Assert.Null(ResponseChecksum.Find(headers, ModelAlgorithms));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_right_body_is_read_to_its_end(bool sync)
    {
        using var body = new ResponseChecksum(ChecksumAlgorithm.Crc64Nvme, "akP7S61aVgc=").Check(new MemoryStream("hello\n"u8.ToArray()));
        Assert.Equal("hello\n"u8.ToArray(), await ReadAllAsync(body, sync));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_wrong_body_throws_at_its_end_and_only_once(bool sync)
    {
        using var body = new ResponseChecksum(ChecksumAlgorithm.Crc32, "AAAAAA==").Check(new MemoryStream("hello\n"u8.ToArray()));
        var error = await Assert.ThrowsAsync<MalformedResponseException>(() => ReadAllAsync(body, sync));
        Assert.Equal("Expected checksum AAAAAA== did not match calculated checksum: NjowIA==", error.Message);
        Assert.Empty(await ReadAllAsync(body, sync));
    }

    static async Task<byte[]> ReadAllAsync(Stream body, bool sync)
    {
        using var all = new MemoryStream();
        if (sync) body.CopyTo(all);
        else await body.CopyToAsync(all, TestContext.Current.CancellationToken);
        return all.ToArray();
    }
}

using System.Security.Cryptography;
using System.Text;
using Awl.Http;
using Awl.Signing.Checksums;
using CsCheck;

namespace Awl.Tests.Signing.Checksums;

public class ChecksumTests
{
    // "123456789" is the check value of the CRC catalogue; "hello\n" is what AWS CLI v2 sent for a file with that content.
    [Theory]
    [InlineData("CRC32", "123456789", "y/Q5Jg==")]
    [InlineData("CRC32C", "123456789", "4waSgw==")]
    [InlineData("CRC64NVME", "123456789", "rosUhgp5mIg=")]
    [InlineData("CRC64NVME", "hello\n", "akP7S61aVgc=")]
    [InlineData("CRC64NVME", "", "AAAAAAAAAAA=")]
    [InlineData("SHA1", "abc", "qZk+NkcGgWq6PiVxeFDCbJzQ2J0=")]
    [InlineData("SHA256", "abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")]
    [InlineData("SHA512", "hello\n", "58IrmUxZ2c8rSOVJseJGZmNgRZMNPafBrLKZ0cO3+TH5Sq5B7dosKyB6NuEPi8uNRSI+VIePWzFufOO2vAGWKQ==")]
    [InlineData("XXHASH3", "hello\n", "mfyBmquiRio=")]
    [InlineData("XXHASH64", "", "70bbN1HY6Zk=")]
    [InlineData("XXHASH128", "", "maoG0wFHmNhgAcMkRo1Jfw==")]
    public void A_checksum_has_its_known_value(string name, string text, string expected)
    {
        var algorithm = ChecksumAlgorithms.Find(name)!.Value;
        Assert.Equal(expected, Of(algorithm, Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Every_algorithm_has_its_size_name_and_header()
    {
        foreach (var algorithm in Enum.GetValues<ChecksumAlgorithm>())
        {
            using var checksum = ChecksumAlgorithms.Create(algorithm);
            Assert.Equal(ChecksumAlgorithms.SizeOf(algorithm), checksum.Finish().Length);
            Assert.Equal(algorithm, ChecksumAlgorithms.Find(ChecksumAlgorithms.NameOf(algorithm).ToLowerInvariant()));
            Assert.Equal("x-amz-checksum-" + ChecksumAlgorithms.NameOf(algorithm).ToLowerInvariant(), ChecksumAlgorithms.HeaderOf(algorithm));
            Assert.Contains(algorithm, ChecksumAlgorithms.ByPriority.ToArray());
        }
        Assert.Null(ChecksumAlgorithms.Find("MD5"));
    }

    [Fact]
    public void A_checksum_in_pieces_equals_the_one_in_one()
        => Gen.Select(Gen.Enum<ChecksumAlgorithm>(), Gen.Byte.Array[0, 700], Gen.Int[0, 700]).Sample((algorithm, data, cut) =>
        {
            cut = Math.Min(cut, data.Length);
            using var checksum = ChecksumAlgorithms.Create(algorithm);
            checksum.Append(data.AsSpan(0, cut));
            checksum.Append(data.AsSpan(cut));
            return Convert.ToBase64String(checksum.Finish()) == Of(algorithm, data);
        });

    [Fact]
    public void Folding_gives_what_the_table_gives()
        => Gen.Byte.Array[0, 1000].Sample(data =>
        {
            var byTable = ~Crc64NvmeChecksum.Update(ulong.MaxValue, data);
            return Of(ChecksumAlgorithm.Crc64Nvme, data) == Convert.ToBase64String(BitConverter.GetBytes(byTable).Reverse().ToArray());
        });

    [Fact]
    public async Task A_stream_gives_the_same_checksum_as_its_bytes_and_can_be_sent_afterwards()
    {
        var data = RandomNumberGenerator.GetBytes(300_000);
        var body = RequestBody.Of(new MemoryStream(data));
        var value = await ChecksumAlgorithms.ComputeAsync(ChecksumAlgorithm.Crc32C, body, TestContext.Current.CancellationToken);
        Assert.Equal(Of(ChecksumAlgorithm.Crc32C, data), value);

        using var sent = new MemoryStream();
        await body.Open().CopyToAsync(sent, TestContext.Current.CancellationToken);
        Assert.Equal(data, sent.ToArray());
    }

    internal static string Of(ChecksumAlgorithm algorithm, ReadOnlySpan<byte> data)
    {
        using var checksum = ChecksumAlgorithms.Create(algorithm);
        checksum.Append(data);
        return Convert.ToBase64String(checksum.Finish());
    }
}

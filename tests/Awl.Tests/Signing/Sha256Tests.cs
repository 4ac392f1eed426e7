using System.Security.Cryptography;
using Awl.Signing;
using CsCheck;

namespace Awl.Tests.Signing;

public class Sha256Tests
{
    static readonly Gen<byte[]> Data = Gen.Byte.Array[0, 400];

    [Fact]
    public void The_managed_hash_equals_the_platforms_for_any_bytes_in_any_pieces()
        => Gen.Select(Data, Gen.Int[0, 400]).Sample((data, cut) =>
        {
            cut = Math.Min(cut, data.Length);
            var hash = new Sha256();
            hash.Append(data.AsSpan(0, cut));
            hash.Append(data.AsSpan(cut));
            var digest = new byte[Sha256.DigestSize];
            hash.Finish(digest);
            return digest.AsSpan().SequenceEqual(SHA256.HashData(data));
        });

    [Fact]
    public void Every_length_around_the_block_size_is_padded_right()
    {
        for (var length = 0; length < 200; length++) AssertSameHash(new byte[length]);
    }

    [Theory, InlineData(Sha256.ManagedLimit), InlineData(Sha256.ManagedLimit + 1)]
    public void Both_sides_of_the_limit_agree_with_the_platform(int length) => AssertSameHash(new byte[length]);

    [Fact]
    public void The_managed_code_equals_the_platforms_for_any_key_and_data()
        => Gen.Select(Gen.Byte.Array[0, 200], Data).Sample((key, data) =>
        {
            var mac = new byte[HmacSha256.MacSize];
            HmacSha256.Compute(key, data, mac);
            return mac.AsSpan().SequenceEqual(HMACSHA256.HashData(key, data));
        });

    static void AssertSameHash(byte[] data)
    {
        var digest = new byte[Sha256.DigestSize];
        Sha256.Hash(data, digest);
        Assert.Equal(SHA256.HashData(data), digest);
    }
}

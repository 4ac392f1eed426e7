using System.Globalization;
using System.Text;
using Awl.Http;
using Awl.Signing;
using Awl.Signing.Checksums;
using CsCheck;

namespace Awl.Tests.Signing;

public class AwsChunkedTests
{
    static readonly AwsCredentials Credentials = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

    static readonly SigningContext Context = new()
    {
        SigningName = "s3",
        Region = "us-east-1",
        Time = new(2013, 5, 24, 0, 0, 0, TimeSpan.Zero),
        NormalizesPath = false,
        EncodesPathTwice = false,
        SendsPayloadHash = true,
    };

    // The worked example of S3's API reference signs 65 KB in chunks of 64 KB.
    static readonly byte[] FirstChunk = Enumerable.Repeat((byte)'a', 64 * 1024).ToArray();
    static readonly byte[] SecondChunk = Enumerable.Repeat((byte)'a', 1024).ToArray();

    [Fact]
    public void Chunks_are_signed_as_in_S3s_example()
    {
        var request = ExampleRequest(PayloadHash.SignedChunks);
        request.Headers["Content-Length"] = "66824";
        request.Headers["Content-Encoding"] = "aws-chunked";
        var seed = SigV4Signer.Sign(request, Credentials, Context with { PayloadHash = PayloadHash.SignedChunks });
        Assert.Equal("4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9", seed);

        var signer = new ChunkSigner(Credentials, Context, seed);
        var first = signer.SignPart(signer.Seed, default, FirstChunk);
        var second = signer.SignPart(first, default, SecondChunk);
        Assert.Equal("ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648", first);
        Assert.Equal("0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497", second);
        Assert.Equal("b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9", signer.SignPart(second, default, default));
    }

    [Fact]
    public void A_trailer_is_signed_as_in_S3s_example()
    {
        var request = ExampleRequest(PayloadHash.SignedChunksTrailer);
        request.Headers["Content-Encoding"] = "aws-chunked";
        request.Headers["X-Amz-Trailer"] = "x-amz-checksum-crc32c";
        var seed = SigV4Signer.Sign(request, Credentials, Context with { PayloadHash = PayloadHash.SignedChunksTrailer });
        Assert.Equal("106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e", seed);

        var signer = new ChunkSigner(Credentials, Context, seed);
        var first = signer.SignPart(signer.Seed, default, FirstChunk);
        var second = signer.SignPart(first, default, SecondChunk);
        var last = signer.SignPart(second, default, default);
        Assert.Equal("b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2", first);
        Assert.Equal("1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7", second);
        Assert.Equal("2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992", last);
        Assert.Equal("d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435", signer.SignTrailer(last, "x-amz-checksum-crc32c:sOO8/Q==\n"u8));
    }

    [Fact]
    public void Any_body_comes_back_out_of_its_encoding_which_has_the_length_that_was_announced()
        => Gen.Select(Gen.OneOf(Gen.Int[0, 300], Gen.Int[0, 3_000_000]), Gen.Bool, Gen.Bool, Gen.Bool, Gen.Int[1, 200_000])
            .SampleAsync(async (size, signed, hasLength, hasTrailer, readSize) =>
            {
                var data = new byte[size];
                new Random(size).NextBytes(data);
                ChecksumAlgorithm? trailer = hasTrailer ? ChecksumAlgorithm.Crc32 : null;
                var plain = hasLength ? RequestBody.Of(data) : RequestBody.Of(new SlowStream(data));
                var encoded = AwsChunkedEncoding.Encode(plain, trailer, signed ? new ChunkSigner(Credentials, Context, new string('0', 64)) : null);

                var wire = await ReadAsync(encoded.Open(), readSize);
                if (hasLength) Assert.Equal(encoded.Length, wire.Length);
                else Assert.Null(encoded.Length);
                var decoded = Decode(wire, signed);
                Assert.True(data.AsSpan().SequenceEqual(decoded.Data));
                var expected = hasTrailer ? "x-amz-checksum-crc32:" + Checksums.ChecksumTests.Of(ChecksumAlgorithm.Crc32, data) : "";
                Assert.Equal(expected, decoded.Trailer);
            }, iter: 60);

    [Fact]
    public async Task A_body_repeats_with_the_same_bytes()
    {
        var encoded = AwsChunkedEncoding.Encode(RequestBody.Of(new MemoryStream(SecondChunk)), ChecksumAlgorithm.Sha256);
        Assert.True(encoded.CanRepeat);
        Assert.Equal(await ReadAsync(encoded.Open(), 100), await ReadAsync(encoded.Open(), 4000));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_body_that_ends_early_is_an_error_and_not_a_short_object(bool signed)
    {
        var shrunken = RequestBody.Of(() => new MemoryStream(SecondChunk), SecondChunk.Length + 5);
        var encoded = AwsChunkedEncoding.Encode(shrunken, null, signed ? new ChunkSigner(Credentials, Context, "") : null);
        await Assert.ThrowsAsync<LocalFileException>(() => ReadAsync(encoded.Open(), 500));
    }

    [Fact]
    public async Task A_body_that_grew_is_sent_to_its_announced_length()
    {
        var grown = RequestBody.Of(() => new MemoryStream("hello, world"u8.ToArray()), 5);
        var wire = await ReadAsync(AwsChunkedEncoding.Encode(grown, null).Open(), 500);
        Assert.Equal("5\r\nhello\r\n0\r\n\r\n", Encoding.ASCII.GetString(wire));
    }

    static HttpRequest ExampleRequest(string payloadHash)
    {
        var request = new HttpRequest { Method = "PUT", Host = "s3.amazonaws.com", Path = "/examplebucket/chunkObject.txt" };
        request.Headers["x-amz-storage-class"] = "REDUCED_REDUNDANCY";
        request.Headers["x-amz-decoded-content-length"] = "66560";
        request.Headers["x-amz-content-sha256"] = payloadHash;
        return request;
    }

    static async Task<byte[]> ReadAsync(Stream stream, int readSize)
    {
        using var all = new MemoryStream();
        await using (stream) await stream.CopyToAsync(all, readSize, TestContext.Current.CancellationToken);
        return all.ToArray();
    }

    /// <summary>What a server does: takes the chunks apart and fails on anything that is not the format.</summary>
    static (byte[] Data, string Trailer) Decode(byte[] wire, bool signed)
    {
        using var data = new MemoryStream();
        var rest = wire.AsSpan();
        while (true)
        {
            var head = TakeLine(ref rest).Split(";chunk-signature=");
            Assert.Equal(signed ? 2 : 1, head.Length);
            if (signed) Assert.Equal(64, head[1].Length);
            var size = int.Parse(head[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0) break;
            data.Write(rest[..size]);
            rest = rest[size..];
            Assert.Equal("", TakeLine(ref rest));
        }
        var trailer = TakeLine(ref rest);
        if (trailer.Length > 0)
        {
            if (signed) Assert.StartsWith("x-amz-trailer-signature:", TakeLine(ref rest), StringComparison.Ordinal);
            Assert.Equal("", TakeLine(ref rest));
        }
        Assert.True(rest.IsEmpty);
        return (data.ToArray(), trailer);
    }

    static string TakeLine(ref Span<byte> rest)
    {
        var end = rest.IndexOf("\r\n"u8);
        var line = Encoding.ASCII.GetString(rest[..end]);
        rest = rest[(end + 2)..];
        return line;
    }

    /// <summary>A pipe: cannot seek, and gives less than it is asked for.</summary>
    sealed class SlowStream(byte[] data) : MemoryStream(data)
    {
        public override bool CanSeek => false;
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => base.ReadAsync(buffer[..Math.Min(buffer.Length, 7001)], cancellationToken);
    }
}

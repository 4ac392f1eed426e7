using System.Text;
using Awl.Http;
using Awl.Signing.Checksums;

namespace Awl.Tests.Signing.Checksums;

/// <summary>The cases are requests of AWS CLI v2 as a local server saw them.</summary>
public class RequestChecksumTests
{
    const string AlgorithmHeader = "x-amz-sdk-checksum-algorithm";

    // s3 PutObject: a member names the algorithm, the body streams, no checksum is required.
    static readonly RequestChecksumInput PutObject = new() { HasAlgorithmMember = true, AlgorithmHeader = AlgorithmHeader, HasStreamingInput = true };

    // s3 DeleteObjects: the same, but required and without a stream.
    static readonly RequestChecksumInput DeleteObjects = new() { HasAlgorithmMember = true, AlgorithmHeader = AlgorithmHeader, IsRequired = true };

    [Fact]
    public async Task Without_TLS_a_stream_gets_its_checksum_in_a_header()
    {
        var request = await ApplyAsync(PutObject, "http");
        Assert.Equal("akP7S61aVgc=", request.Headers["x-amz-checksum-crc64nvme"]);
        Assert.Equal("CRC64NVME", request.Headers[AlgorithmHeader]);
        Assert.Equal("hello\n", await TextAsync(request.Body));
    }

    [Fact]
    public async Task With_TLS_a_streams_checksum_follows_it()
    {
        var request = await ApplyAsync(PutObject, "https");
        Assert.Equal("aws-chunked", request.Headers["Content-Encoding"]);
        Assert.Equal("x-amz-checksum-crc64nvme", request.Headers["X-Amz-Trailer"]);
        Assert.Equal("6", request.Headers["X-Amz-Decoded-Content-Length"]);
        Assert.Equal("CRC64NVME", request.Headers[AlgorithmHeader]);
        Assert.Null(request.Headers["x-amz-checksum-crc64nvme"]);
        Assert.Equal("6\r\nhello\n\r\n0\r\nx-amz-checksum-crc64nvme:akP7S61aVgc=\r\n\r\n", await TextAsync(request.Body));
    }

    [Fact]
    public async Task An_encoding_that_the_body_already_has_is_kept_before_aws_chunked()
    {
        var request = Request("https");
        request.Headers["Content-Encoding"] = "gzip";
        await RequestChecksum.Choose(request, PutObject)!.Value.ApplyAsync(request, signsChunks: false, TestContext.Current.CancellationToken);
        Assert.Equal("gzip,aws-chunked", request.Headers["Content-Encoding"]);
    }

    [Fact]
    public async Task What_is_not_a_stream_gets_a_header_even_with_TLS()
    {
        var request = await ApplyAsync(DeleteObjects, "https");
        Assert.Equal("akP7S61aVgc=", request.Headers["x-amz-checksum-crc64nvme"]);
        Assert.Null(request.Headers["Content-Encoding"]);
    }

    [Fact]
    public async Task The_callers_algorithm_is_used_and_its_header_left_to_the_protocol()
    {
        var request = await ApplyAsync(PutObject with { RequestedAlgorithm = "SHA256" }, "http");
        Assert.Equal("WJG1tSLV3whtD/CxEPvZ0hu0/HFjrzTQgoai6Eb2vgM=", request.Headers["x-amz-checksum-sha256"]);
        Assert.Null(request.Headers[AlgorithmHeader]);
    }

    [Fact]
    public void An_algorithm_that_nobody_has_is_the_callers_error()
    {
        var error = Assert.Throws<UsageException>(() => RequestChecksum.Choose(Request("http"), PutObject with { RequestedAlgorithm = "MD5" }));
        Assert.Equal("Unsupported checksum algorithm: md5", error.Message);
    }

    [Fact]
    public void When_required_leaves_out_what_is_only_supported()
    {
        Assert.Null(RequestChecksum.Choose(Request("https"), PutObject with { WhenSupported = false }));
        Assert.NotNull(RequestChecksum.Choose(Request("https"), DeleteObjects with { WhenSupported = false }));
    }

    [Fact]
    public void A_presigned_url_gets_no_checksum_that_was_not_asked_for()
    {
        Assert.Null(RequestChecksum.Choose(Request("https"), DeleteObjects with { IsPresigned = true }));
        Assert.NotNull(RequestChecksum.Choose(Request("https"), DeleteObjects with { IsPresigned = true, RequestedAlgorithm = "CRC32" }));
    }

    [Fact]
    public void An_operation_without_checksums_gets_none()
        => Assert.Null(RequestChecksum.Choose(Request("https"), new() { HasStreamingInput = true }));

    [Theory, InlineData("x-amz-checksum-sha1", true), InlineData("X-Amz-Checksum-Type", true), InlineData("Content-MD5", false)]
    public void A_checksum_of_the_callers_own_is_enough(string header, bool isEnough)
    {
        var request = Request("https");
        request.Headers[header] = "abc";
        Assert.Equal(isEnough, RequestChecksum.Choose(request, PutObject) is null);
    }

    [Fact]
    public void Without_TLS_a_stream_that_can_be_read_once_gets_a_trailer()
    {
        var request = Request("http");
        request.Body = RequestBody.Of(new OnceStream());
        Assert.True(RequestChecksum.Choose(request, PutObject)!.Value.InTrailer);
    }

    static HttpRequest Request(string scheme) => new() { Scheme = scheme, Host = "b.s3.amazonaws.com", Body = RequestBody.Of("hello\n"u8.ToArray()) };

    static async Task<HttpRequest> ApplyAsync(RequestChecksumInput input, string scheme)
    {
        var request = Request(scheme);
        await RequestChecksum.Choose(request, input)!.Value.ApplyAsync(request, signsChunks: false, TestContext.Current.CancellationToken);
        return request;
    }

    static async Task<string> TextAsync(RequestBody body)
    {
        using var all = new MemoryStream();
        await body.Open().CopyToAsync(all, TestContext.Current.CancellationToken);
        Assert.Equal(body.Length, all.Length);
        return Encoding.UTF8.GetString(all.ToArray());
    }

    sealed class OnceStream : MemoryStream { public override bool CanSeek => false; }
}

using System.Text;
using Awl.Http;
using Awl.Signing;
using CsCheck;

namespace Awl.Tests.Signing;

public class SigV4SignerTests
{
    static readonly AwsCredentials Credentials = new("AKIDEXAMPLE", "secret");
    static readonly AwsCredentials Temporary = Credentials with { SessionToken = "to/ken" };
    static readonly SigningScheme S3 = new(SigningSchemeKind.SigV4) { SigningName = "s3", Region = "us-east-1", IsS3 = true };
    static readonly SigningScheme Sts = new(SigningSchemeKind.SigV4) { SigningName = "sts", Region = "us-east-1" };
    static readonly DateTimeOffset Time = new(2026, 11, 25, 4, 7, 23, 999, TimeSpan.Zero);

    // The request that AWS CLI v2 sent for "s3api put-object --key 'a b//c'".
    [Fact]
    public void An_S3_request_signs_its_path_as_it_is_and_sends_the_hash_of_its_body()
    {
        var request = new HttpRequest { Method = "PUT", Scheme = "http", Host = "127.0.0.1:18471", Path = "/bkt/a%20b//c" };
        request.Body = RequestBody.Of("hello\n"u8.ToArray());
        request.Headers["User-Agent"] = "x";
        request.Headers["Expect"] = "100-continue";
        request.Headers["x-amz-checksum-crc64nvme"] = "akP7S61aVgc=";
        request.Headers["x-amz-sdk-checksum-algorithm"] = "CRC64NVME";
        SigV4Signer.Sign(request, Credentials, S3.Context(Time));

        Assert.Equal("20261125T040723Z", request.Headers["X-Amz-Date"]);
        Assert.Equal("5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03", request.Headers["X-Amz-Content-SHA256"]);
        Assert.Equal("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261125/us-east-1/s3/aws4_request, "
            + "SignedHeaders=host;x-amz-checksum-crc64nvme;x-amz-content-sha256;x-amz-date;x-amz-sdk-checksum-algorithm, "
            + "Signature=3a6ca314620ce5f69180c5a2febb7da81ab79162bc3f4c39b2b6e43a26a48428", request.Headers["Authorization"]);
    }

    // The same over TLS: the body is not signed, the checksum follows it.
    [Fact]
    public void An_S3_upload_over_TLS_signs_the_word_for_its_trailer()
    {
        var request = new HttpRequest { Method = "PUT", Host = "127.0.0.1:18472", Path = "/bkt/a%20b//c" };
        request.Headers["Content-Encoding"] = "aws-chunked";
        request.Headers["X-Amz-Trailer"] = "x-amz-checksum-crc64nvme";
        request.Headers["X-Amz-Decoded-Content-Length"] = "6";
        request.Headers["x-amz-sdk-checksum-algorithm"] = "CRC64NVME";
        var signature = SigV4Signer.Sign(request, Credentials, S3.Context(Time.AddSeconds(2), PayloadHash.UnsignedTrailer));
        Assert.Equal("6c57d678eafb9ca7e0fa5177fda95f9b32964a352367a7d5473b39c576b17d75", signature);
        Assert.Equal("STREAMING-UNSIGNED-PAYLOAD-TRAILER", request.Headers["X-Amz-Content-Sha256"]);
    }

    // The request that AWS CLI v2 sent for "ebs put-snapshot-block", whose body is never signed.
    [Fact]
    public void An_unsigned_body_is_said_in_a_header_by_any_service()
    {
        var request = new HttpRequest { Method = "PUT", Host = "127.0.0.1:18472", Path = "/snapshots/snap-1/blocks/1" };
        request.Headers["x-amz-Data-Length"] = "6";
        request.Headers["x-amz-Checksum"] = "abc";
        request.Headers["x-amz-Checksum-Algorithm"] = "SHA256";
        var context = (Sts with { SigningName = "ebs" }).Context(Time.AddSeconds(6), PayloadHash.Unsigned);
        Assert.Equal("6feb1a555d56f8961e07d285837e730fc46f51bd0355aacf998b675b291b6273", SigV4Signer.Sign(request, Credentials, context));
        Assert.Equal("UNSIGNED-PAYLOAD", request.Headers["X-Amz-Content-Sha256"]);
    }

    [Fact]
    public void A_hashed_body_is_not_said_in_a_header_but_by_S3()
    {
        var request = new HttpRequest { Host = "h" };
        SigV4Signer.Sign(request, Credentials, Sts.Context(Time, PayloadHash.Empty));
        Assert.Null(request.Headers["X-Amz-Content-Sha256"]);
    }

    // The URL that AWS CLI v2 printed for "s3 presign s3://bkt/k" with a session token.
    [Fact]
    public void A_presigned_url_has_the_signature_in_its_query()
    {
        var request = new HttpRequest { Method = "GET", Host = "bkt.s3.us-east-1.amazonaws.com", Path = "/k" };
        var context = S3.Context(new(2026, 11, 25, 4, 7, 54, TimeSpan.Zero), expires: TimeSpan.FromHours(1));
        SigV4Signer.Sign(request, Credentials with { SessionToken = "tok" }, context);
        Assert.Equal("https://bkt.s3.us-east-1.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256"
            + "&X-Amz-Credential=AKIDEXAMPLE%2F20261125%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20261125T040754Z&X-Amz-Expires=3600"
            + "&X-Amz-SignedHeaders=host&X-Amz-Security-Token=tok"
            + "&X-Amz-Signature=0d367bd6de0e2e5c18dfe1e929df8122bf113925435bd730fd0fa2c6c5dc8e60", request.Url);
        Assert.Empty(request.Headers);
    }

    [Fact]
    public void Presigning_again_replaces_the_signature_and_keeps_the_operations_parameters()
    {
        var request = new HttpRequest { Method = "GET", Host = "h", Query = { new("versionId", "1") } };
        SigV4Signer.Sign(request, Temporary, S3.Context(Time, expires: TimeSpan.FromMinutes(1)));
        var once = request.Url;
        SigV4Signer.Sign(request, Temporary, S3.Context(Time, expires: TimeSpan.FromMinutes(1)));
        Assert.Equal(once, request.Url);
        Assert.StartsWith("https://h/?versionId=1&X-Amz-Algorithm=", once, StringComparison.Ordinal);
    }

    [Fact]
    public void Presigning_moves_a_forms_parameters_into_the_query()
    {
        var request = new HttpRequest { Method = "GET", Host = "sts.amazonaws.com" };
        request.Headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8";
        request.Headers["x-k8s-aws-id"] = "cluster";
        request.Body = RequestBody.Of("Action=GetCallerIdentity&Version=2011-06-15&X=a%20b+c"u8.ToArray());
        SigV4Signer.Sign(request, Credentials, Sts.Context(Time, expires: TimeSpan.FromSeconds(60)));

        Assert.StartsWith("/?Action=GetCallerIdentity&Version=2011-06-15&X=a%20b%20c&X-Amz-Algorithm=", request.Target, StringComparison.Ordinal);
        Assert.Contains("X-Amz-SignedHeaders=host%3Bx-k8s-aws-id&", request.Target, StringComparison.Ordinal);
        Assert.Equal(0, request.Body.Length);
        Assert.Null(request.Headers["Content-Type"]);
    }

    [Fact]
    public void S3_Express_sends_its_session_token_under_its_own_name()
    {
        var scheme = S3 with { Kind = SigningSchemeKind.S3Express, SigningName = "s3express" };
        var request = new HttpRequest { Method = "GET", Host = "b--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com" };
        SigV4Signer.Sign(request, Temporary, scheme.Context(Time));
        Assert.Equal("to/ken", request.Headers["x-amz-s3session-token"]);
        Assert.Null(request.Headers["X-Amz-Security-Token"]);
        Assert.Contains("/s3express/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-s3session-token,",
            request.Headers["Authorization"], StringComparison.Ordinal);

        request.Query.Clear();
        SigV4Signer.Sign(request, Temporary, scheme.Context(Time, expires: TimeSpan.FromMinutes(5)));
        Assert.Contains("&X-Amz-S3session-Token=to%2Fken&", request.Target, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_lost_their_token_sign_without_the_old_one()
    {
        var request = new HttpRequest { Host = "h" };
        SigV4Signer.Sign(request, Temporary, Sts.Context(Time));
        SigV4Signer.Sign(request, Credentials, Sts.Context(Time));
        Assert.Null(request.Headers["X-Amz-Security-Token"]);
    }

    [Theory]
    [InlineData("https", "Example.AMAZONAWS.com:443", "host:example.amazonaws.com")]
    [InlineData("http", "h:80", "host:h")]
    [InlineData("http", "h:443", "host:h:443")]
    [InlineData("http", "[::1]:80", "host:[::1]")]
    public void The_host_is_signed_as_it_is_sent(string scheme, string host, string expected)
        => Assert.Equal(expected, Canonical(new() { Scheme = scheme, Host = host }, Sts.Context(Time)).Split('\n')[3]);

    [Theory]
    [InlineData("/a%20b", "/a%2520b")]
    [InlineData("", "/")]
    [InlineData("/..", "/")]
    [InlineData("/a/./b/../c/", "/a/c/")]
    [InlineData("//a///b", "/a/b")]
    [InlineData("/.hidden/x..y", "/.hidden/x..y")]
    public void A_path_is_normalized_and_encoded_once_more(string path, string expected)
        => Assert.Equal(expected, Canonical(new() { Host = "h", Path = path }, Sts.Context(Time)).Split('\n')[1]);

    [Fact]
    public void An_endpoint_can_turn_the_second_encoding_off()
        => Assert.Equal("/a%20b", Canonical(new() { Host = "h", Path = "/./a%20b" }, (Sts with { EncodesPathTwice = false }).Context(Time)).Split('\n')[1]);

    [Fact]
    public void A_body_that_is_a_stream_must_be_hashed_by_the_caller()
    {
        var request = new HttpRequest { Host = "h", Body = RequestBody.Of(new MemoryStream([1])) };
        Assert.Throws<InvalidOperationException>(() => SigV4Signer.Sign(request, Credentials, Sts.Context(Time)));
    }

    [Fact]
    public async Task A_streams_hash_is_that_of_its_bytes()
    {
        var hash = await PayloadHash.ComputeAsync(RequestBody.Of(new MemoryStream("hello\n"u8.ToArray())), TestContext.Current.CancellationToken);
        Assert.Equal(PayloadHash.Of("hello\n"u8), hash);
    }

    [Fact]
    public void Any_request_can_be_signed_and_gives_six_parts()
        => Gen.Select(Gen.String, Gen.String, Gen.Select(Gen.String, Gen.String.Null()).Array[0, 5], Gen.Select(Gen.String, Gen.String).Array[0, 5], Gen.Bool)
            .Sample((method, path, query, headers, isS3) =>
            {
                var request = new HttpRequest { Method = method, Host = "h", Path = path };
                foreach (var (name, value) in query) request.Query.Add(new(name, value));
                foreach (var (name, value) in headers) request.Headers.Add(name, value);
                Assert.Equal(64, SigV4Signer.Sign(request, Temporary, (isS3 ? S3 : Sts).Context(Time, PayloadHash.Unsigned)).Length);
            });

    [Fact]
    public void The_query_is_sorted_after_encoding()
    {
        var request = new HttpRequest { Host = "h", Query = { new("b", "2"), new("a", null), new("ü", ""), new("b", "1"), new("B", "+ /") } };
        Assert.Equal("%C3%BC=&B=%2B%20%2F&a=&b=1&b=2", Canonical(request, Sts.Context(Time)).Split('\n')[2]);
    }

    [Fact]
    public void The_secret_is_in_no_text_about_the_credentials()
    {
        Assert.Equal("AwsCredentials AKIDEXAMPLE (temporary)", Temporary.ToString());
        Assert.DoesNotContain("secret", new SigningIdentity(Temporary, "secret").ToString(), StringComparison.Ordinal);
    }

    static string Canonical(HttpRequest request, SigningContext context)
    {
        var text = new Utf8Text([]);
        CanonicalRequest.Write(ref text, request, SignedHeaders.Of(request), context, PayloadHash.Empty);
        return Encoding.UTF8.GetString(text.Written);
    }
}

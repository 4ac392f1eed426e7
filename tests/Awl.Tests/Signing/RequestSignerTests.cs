using System.Text;
using Awl.Http;
using Awl.Signing;

namespace Awl.Tests.Signing;

public class RequestSignerTests
{
    static readonly AwsCredentials Credentials = new("AKIDEXAMPLE", "secret");
    static readonly DateTimeOffset Time = new(2026, 11, 25, 4, 7, 22, TimeSpan.Zero);

    [Fact]
    public void None_leaves_the_request_as_it_is()
    {
        var request = new HttpRequest { Host = "h" };
        Assert.Null(RequestSigner.Sign(request, SigningScheme.None, default, SigningScheme.None.Context(Time)));
        Assert.Empty(request.Headers);
    }

    [Fact]
    public void None_still_tells_S3_of_a_trailer()
    {
        var request = new HttpRequest { Host = "h" };
        RequestSigner.Sign(request, SigningScheme.None, default, SigningScheme.None.Context(Time, PayloadHash.UnsignedTrailer));
        Assert.Equal("STREAMING-UNSIGNED-PAYLOAD-TRAILER", request.Headers["X-Amz-Content-Sha256"]);
    }

    [Fact]
    public void Bearer_sends_its_token()
    {
        var request = new HttpRequest { Host = "h" };
        RequestSigner.Sign(request, SigningScheme.Bearer, new(null, "tok"), SigningScheme.Bearer.Context(Time));
        Assert.Equal("Bearer tok", request.Headers["Authorization"]);
    }

    [Fact]
    public void A_missing_proof_is_an_error_that_says_which()
    {
        var v4 = new SigningScheme(SigningSchemeKind.SigV4);
        Assert.Contains("credentials", Assert.Throws<CredentialsException>(() => Sign(v4)).Message, StringComparison.Ordinal);
        Assert.Contains("token", Assert.Throws<CredentialsException>(() => Sign(SigningScheme.Bearer)).Message, StringComparison.Ordinal);

        static void Sign(SigningScheme scheme) => RequestSigner.Sign(new() { Host = "h" }, scheme, default, scheme.Context(Time));
    }

    // The request that AWS CLI v2 sent for "sdb list-domains".
    [Fact]
    public void SigV2_signs_the_forms_parameters()
    {
        var request = new HttpRequest { Host = "127.0.0.1:18471", Body = RequestBody.Of("Action=ListDomains&Version=2009-04-15"u8.ToArray()) };
        request.Headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8";
        var scheme = new SigningScheme(SigningSchemeKind.SigV2);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            RequestSigner.Sign(request, scheme, new(Credentials), scheme.Context(Time));
            Assert.Equal("Action=ListDomains&Version=2009-04-15&AWSAccessKeyId=AKIDEXAMPLE&SignatureVersion=2&SignatureMethod=HmacSHA256"
                + "&Timestamp=2026-11-25T04%3A07%3A22Z&Signature=jZZXjQi5Tv%2BZ8t%2BkfUQcooiwVQZu6oK%2FB8AGVJBnh4g%3D",
                Encoding.UTF8.GetString(request.Body.Bytes.Span));
        }
    }
}

using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Awl.Http;
using Awl.Signing;
using CsCheck;

namespace Awl.Tests.Signing;

public class SigV4aTests
{
    static readonly AwsCredentials Credentials = new("AKISORANDOMAASORANDOM", "q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom", "token");

    static readonly SigningContext Context = new()
    {
        SigningName = "service",
        Region = "us-east-1,us-west-2",
        Time = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero),
        Algorithm = SigningAlgorithm.EcdsaP256,
    };

    // The values on which AWS's implementations agree: aws-c-auth, key_derivation_tests.c.
    [Fact]
    public void The_key_pair_of_a_secret_is_the_known_one()
    {
        Assert.Equal("7fd3bd010c0d9c292141c2b77bfbde1042c92e6836fff749d1269ec890fca1bd",
            Convert.ToHexStringLower(SigV4aKey.DerivePrivateKey(Credentials)));

        using var key = SigV4aKey.Derive(Credentials);
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        Assert.Equal("15d242ceebf8d8169fd6a8b5a746c41140414c3b07579038da06af89190fffcb", Convert.ToHexStringLower(q.X!));
        Assert.Equal("0515242cedd82e94799482e4c0514b505afccf2c0c98d6a553bf539f424c5ec0", Convert.ToHexStringLower(q.Y!));
    }

    [Fact]
    public void Every_secret_gives_a_number_in_the_curves_range()
    {
        var order = BigInteger.Parse("0ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", System.Globalization.NumberStyles.HexNumber);
        Gen.Select(Gen.String, Gen.String).Sample((id, secret) =>
        {
            var key = new BigInteger(SigV4aKey.DerivePrivateKey(new(id, secret)), isUnsigned: true, isBigEndian: true);
            return key > 0 && key < order;
        });
    }

    [Fact]
    public void A_signed_request_verifies_with_the_public_key_and_names_its_regions()
    {
        var request = new HttpRequest { Method = "GET", Host = "example.amazonaws.com", Path = "/a b" };
        var signature = SigV4Signer.Sign(request, Credentials, Context);

        Assert.Equal("us-east-1,us-west-2", request.Headers["X-Amz-Region-Set"]);
        Assert.Equal("AWS4-ECDSA-P256-SHA256 Credential=AKISORANDOMAASORANDOM/20150830/service/aws4_request, "
            + "SignedHeaders=host;x-amz-date;x-amz-region-set;x-amz-security-token, Signature=" + signature, request.Headers["Authorization"]);
        AssertVerifies(request, signature, PayloadHash.Empty);
    }

    [Fact]
    public void A_presigned_url_verifies_without_its_signature()
    {
        var context = Context with { Expires = TimeSpan.FromHours(1), SendsPayloadHash = true };
        var request = new HttpRequest { Method = "GET", Host = "example.amazonaws.com" };
        var signature = SigV4Signer.Sign(request, Credentials, context);

        Assert.Contains(new("X-Amz-Region-Set", context.Region), request.Query);
        Assert.Equal(new("X-Amz-Signature", signature), request.Query[^1]);
        request.Query.RemoveAt(request.Query.Count - 1);
        AssertVerifies(request, signature, PayloadHash.Unsigned);
    }

    static void AssertVerifies(HttpRequest request, string signature, string payloadHash)
    {
        var text = new Utf8Text([]);
        CanonicalRequest.Write(ref text, request, SignedHeaders.Of(request), Context, payloadHash);
        SigV4Signer.ReplaceWithStringToSign(ref text, SigningScope.Of(Context));
        using var key = SigV4aKey.Derive(Credentials);
        Assert.True(key.VerifyData(text.Written, Convert.FromHexString(signature), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        const string head = "AWS4-ECDSA-P256-SHA256\n20150830T123600Z\n20150830/service/aws4_request\n";
        Assert.StartsWith(head, Encoding.UTF8.GetString(text.Written), StringComparison.Ordinal);
    }
}

using Awl.Signing;

namespace Awl.Tests.Signing;

public class PayloadRuleTests
{
    static readonly SigningScheme Sts = new(SigningSchemeKind.SigV4);
    static readonly SigningScheme S3 = new(SigningSchemeKind.SigV4) { IsS3 = true };

    [Theory]
    // service, TLS, trailer, checksum header, stream, unsigned operation -> word
    [InlineData(false, true, false, false, false, false, null)]
    [InlineData(false, false, false, false, true, false, null)]
    [InlineData(false, true, false, false, true, true, PayloadHash.Unsigned)]
    [InlineData(false, false, false, false, true, true, PayloadHash.Unsigned)]
    [InlineData(true, true, true, false, true, false, PayloadHash.UnsignedTrailer)]
    [InlineData(true, false, true, false, true, false, PayloadHash.SignedChunksTrailer)]
    [InlineData(true, true, false, true, true, false, PayloadHash.Unsigned)]
    [InlineData(true, false, false, true, true, false, null)]
    [InlineData(true, true, false, false, true, false, null)]
    [InlineData(true, true, false, true, false, false, null)]
    public void A_signature_covers_the_body_as_AWS_CLI_decides(
        bool isS3, bool tls, bool trailer, bool checksumHeader, bool stream, bool unsigned, string? word)
    {
        var input = new PayloadRuleInput
        {
            IsHttps = tls,
            HasTrailer = trailer,
            HasChecksumHeader = checksumHeader,
            HasStreamingInput = stream,
            IsUnsignedPayload = unsigned,
        };
        Assert.Equal(word, PayloadRule.WordFor(isS3 ? S3 : Sts, input));
    }

    [Fact]
    public void The_setting_decides_for_S3_alone()
    {
        Assert.Equal(PayloadHash.Unsigned, PayloadRule.WordFor(S3, new() { IsHttps = false, S3PayloadSigning = false }));
        Assert.Null(PayloadRule.WordFor(S3, new() { HasChecksumHeader = true, HasStreamingInput = true, S3PayloadSigning = true }));
        Assert.Null(PayloadRule.WordFor(Sts, new() { S3PayloadSigning = false }));
    }

    [Theory, InlineData(SigningSchemeKind.None), InlineData(SigningSchemeKind.SigV4a)]
    public void A_scheme_that_cannot_sign_chunks_leaves_them_unsigned_without_TLS_too(object kind)
        => Assert.Equal(PayloadHash.UnsignedTrailer, PayloadRule.WordFor(new((SigningSchemeKind)kind), new() { IsHttps = false, HasTrailer = true }));
}

using Awl.Endpoints;
using Awl.Signing;

namespace Awl.Tests.Signing;

public class AuthSchemesTests
{
    static readonly AuthSchemeInput Sts = new()
    {
        SigningName = "sts",
        Region = "eu-west-1",
        ServiceAuth = ["aws.auth#sigv4", "aws.auth#sigv4a"],
        SignatureVersion = "v4",
    };
    static readonly AuthSchemeInput Bedrock = Sts with { SigningName = "bedrock", ServiceAuth = ["aws.auth#sigv4", "smithy.api#httpBearerAuth"] };
    static readonly AuthSchemeInput S3 = Sts with { SigningName = "s3", ServiceAuth = ["aws.auth#sigv4"], SignatureVersion = "s3" };
    static readonly AuthScheme S3V4 = new("sigv4") { SigningName = "s3", SigningRegion = "us-east-2", DisableDoubleEncoding = true };

    [Fact]
    public void A_service_is_signed_with_its_first_scheme_its_name_and_the_clients_region()
    {
        var scheme = AuthSchemes.Choose(Sts);
        Assert.Equal(new(SigningSchemeKind.SigV4) { SigningName = "sts", Region = "eu-west-1" }, scheme);
    }

    [Theory]
    [InlineData("v4", "SigV4"), InlineData("v2", "SigV2"), InlineData("bearer", "Bearer"), InlineData("s3v4", "SigV4"), InlineData(null, "SigV4")]
    public void An_older_model_says_its_scheme_as_signature_version(string? version, string kind)
        => Assert.Equal(kind, AuthSchemes.Choose(Sts with { ServiceAuth = [], SignatureVersion = version }).Kind.ToString());

    [Theory]
    [InlineData("sigv4a", "SigV4a"), InlineData("httpBearerAuth, sigv4a ,sigv4", "SigV4a"), InlineData("foo", "SigV4"), InlineData("", "SigV4")]
    public void The_users_preference_orders_what_the_service_offers(string preference, string kind)
        => Assert.Equal(kind, AuthSchemes.Choose(Sts with { Preference = preference }).Kind.ToString());

    [Fact]
    public void SigV4a_is_signed_for_every_region_unless_a_setting_or_the_endpoint_says_which()
    {
        var input = Sts with { Preference = "sigv4a" };
        Assert.Equal("*", AuthSchemes.Choose(input).Region);
        Assert.Equal("a,b", AuthSchemes.Choose(input with { EndpointSchemes = [new("sigv4a") { SigningRegionSet = ["a", "b"] }] }).Region);
        Assert.Equal("c", AuthSchemes.Choose(input with { EndpointSchemes = [new("sigv4a") { SigningRegionSet = ["*"] }], RegionSet = "c" }).Region);
    }

    [Fact]
    public void The_endpoint_decides_over_the_model()
    {
        var scheme = AuthSchemes.Choose(S3 with { EndpointSchemes = [S3V4] });
        Assert.Equal(new(SigningSchemeKind.SigV4) { SigningName = "s3", Region = "us-east-2", EncodesPathTwice = false, IsS3 = true }, scheme);
    }

    [Theory]
    [InlineData(null, "SigV4a"), InlineData("sigv4", "SigV4")]
    public void The_preference_orders_what_the_endpoint_offers(string? preference, string kind)
    {
        AuthScheme[] offered = [new("sigv4a") { SigningRegionSet = ["*"] }, new("sigv4") { SigningRegion = "us-east-1" }];
        var input = Sts with { EndpointSchemes = offered, Preference = preference };
        Assert.Equal(kind, AuthSchemes.Choose(input).Kind.ToString());
    }

    [Fact]
    public void S3_Express_stays_when_the_preference_names_other_schemes()
    {
        var express = new AuthScheme("sigv4-s3express") { SigningName = "s3express", SigningRegion = "us-east-1", DisableDoubleEncoding = true };
        var scheme = AuthSchemes.Choose(S3 with { EndpointSchemes = [express], Preference = "sigv4" });
        Assert.Equal(SigningSchemeKind.S3Express, scheme.Kind);
        Assert.True(scheme.IsS3);
    }

    [Fact]
    public void A_scheme_that_nobody_knows_is_passed_over()
        => Assert.Equal(SigningSchemeKind.SigV4, AuthSchemes.Choose(Sts with { EndpointSchemes = [new("sigv9"), new("sigv4")] }).Kind);

    [Fact]
    public void Only_unknown_schemes_are_an_error()
    {
        var error = Assert.Throws<ConfigurationException>(() => AuthSchemes.Choose(Sts with { EndpointSchemes = [new("sigv8"), new("sigv9")] }));
        Assert.Contains("sigv8, sigv9", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operation_without_authentication_is_not_signed_whatever_its_endpoint_offers()
    {
        Assert.Same(SigningScheme.None, AuthSchemes.Choose(Sts with { OperationAuth = ["smithy.api#noAuth"], EndpointSchemes = [new("sigv4")] }));
        Assert.Same(SigningScheme.None, AuthSchemes.Choose(Sts with { OperationAuthType = "none", Region = null }));
    }

    [Fact]
    public void No_sign_request_wins_over_everything()
        => Assert.Same(SigningScheme.None, AuthSchemes.Choose(S3 with { EndpointSchemes = [S3V4], Unsigned = true }));

    // AWS CLI v2: AWS_BEARER_TOKEN_BEDROCK wins, even over AWS_AUTH_SCHEME_PREFERENCE=sigv4.
    [Theory]
    [InlineData(true, null, "Bearer"), InlineData(true, "sigv4", "Bearer"), InlineData(false, null, "SigV4"), InlineData(false, "httpBearerAuth", "Bearer")]
    public void A_token_for_the_service_wins_over_keys(bool hasToken, string? preference, string kind)
        => Assert.Equal(kind, AuthSchemes.Choose(Bedrock with { HasServiceToken = hasToken, Preference = preference }).Kind.ToString());

    [Fact]
    public void A_token_is_nothing_to_a_service_that_takes_none()
        => Assert.Equal(SigningSchemeKind.SigV4, AuthSchemes.Choose(Sts with { HasServiceToken = true }).Kind);

    [Fact]
    public void Without_a_region_there_is_nothing_to_sign_for()
    {
        var error = Assert.Throws<ConfigurationException>(() => AuthSchemes.Choose(Sts with { Region = null }));
        Assert.Equal(ConfigurationFault.NoRegion, error.Fault);
        Assert.Equal("us-east-1", AuthSchemes.Choose(Sts with { Region = null, EndpointSchemes = [new("sigv4") { SigningRegion = "us-east-1" }] }).Region);
        Assert.Equal(SigningSchemeKind.Bearer, AuthSchemes.Choose(Bedrock with { Region = null, HasServiceToken = true }).Kind);
    }

    [Theory]
    [InlineData("s3"), InlineData("s3-outposts"), InlineData("s3-object-lambda"), InlineData("s3express")]
    public void S3s_rules_hold_for_all_its_names(string signingName)
    {
        var context = AuthSchemes.Choose(S3 with { SigningName = signingName }).Context(default);
        Assert.True(context is { NormalizesPath: false, EncodesPathTwice: false, SendsPayloadHash: true });
    }
}

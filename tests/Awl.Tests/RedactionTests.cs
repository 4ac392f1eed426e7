namespace Awl.Tests;

public class RedactionTests
{
    [Theory]
    [InlineData("Authorization", "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20300102/us-east-1/sts/aws4_request, SignedHeaders=host;x-amz-date, Signature=0123456789abcdef",
        "AWS4-HMAC-SHA256 Credential=****************MPLE/20300102/us-east-1/sts/aws4_request, SignedHeaders=host;x-amz-date, Signature=***")]
    [InlineData("authorization", "AWS4-ECDSA-P256-SHA256 Credential=AKID/20300102/s3/aws4_request,SignedHeaders=host,Signature=30",
        "AWS4-ECDSA-P256-SHA256 Credential=****************/20300102/s3/aws4_request, SignedHeaders=host, Signature=***")]
    [InlineData("Authorization", "Bearer eyJhbGciOi", "Bearer ***")]
    [InlineData("Authorization", "opaque", "***")]
    [InlineData("Proxy-Authorization", "Basic dTpw", "Basic ***")]
    [InlineData("X-Amz-Security-Token", "IQoJb3", "***")]
    [InlineData("x-amz-s3session-token", "IQoJb3", "***")]
    [InlineData("x-amz-copy-source-server-side-encryption-customer-key", "a2V5", "***")]
    [InlineData("X-aws-ec2-metadata-token", "AQAAA", "***")]
    [InlineData("x-amz-sso_bearer_token", "aoa", "***")]
    [InlineData("X-Api-Key", "k", "***")]
    [InlineData("Set-Cookie", "a=b", "***")]
    [InlineData("accessKeyId", "AKIAIOSFODNN7EXAMPLE", "****************MPLE")]
    [InlineData("x-amz-date", "20300102T030405Z", "20300102T030405Z")]
    [InlineData("x-amz-server-side-encryption-customer-algorithm", "AES256", "AES256")]
    [InlineData("NextToken", "page-2", "page-2")]
    [InlineData("clientRequestToken", "1234", "1234")]
    [InlineData("SecretId", "prod/db", "prod/db")]
    [InlineData("Location", "https://b.s3.amazonaws.com/k?X-Amz-Signature=ab&X-Amz-Expires=900", "https://b.s3.amazonaws.com/k?X-Amz-Signature=***&X-Amz-Expires=900")]
    public void A_value_shows_as_much_as_its_name_allows(string name, string value, string shown) => Assert.Equal(shown, Redaction.Value(name, value));

    [Theory]
    [InlineData("https://a.example/x?Action=A&Version=1", "https://a.example/x?Action=A&Version=1")]
    [InlineData("https://user:pw@a.example/x", "https://***@a.example/x")]
    [InlineData("https://b/k?X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20300102%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Security-Token=t&X-Amz-Signature=s",
        "https://b/k?X-Amz-Credential=****************MPLE%2F20300102%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Security-Token=***&X-Amz-Signature=***")]
    [InlineData("https://b/k?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Expires=1&Signature=s", "https://b/k?AWSAccessKeyId=****************MPLE&Expires=1&Signature=***")]
    [InlineData("https://b/k?PresignedUrl=https%3A%2F%2Fc%2F%3FX-Amz-Signature%3Dabc", "https://b/k?PresignedUrl=https%3A%2F%2Fc%2F%3FX-Amz-Signature%3D%2A%2A%2A")]
    public void A_url_loses_user_signature_and_token(string url, string shown) => Assert.Equal(shown, Redaction.Url(url));
}

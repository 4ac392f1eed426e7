using System.Text.Json.Nodes;

namespace Awl.Tests.Client.Customizations;

public class S3CustomizationTests
{
    const string Listing =
        "<ListBucketResult><Name>b</Name><Prefix>a%2Bb+c</Prefix><Delimiter>%2F</Delimiter><Marker>m+%25</Marker><EncodingType>url</EncodingType>"
        + "<KeyCount>1</KeyCount><Contents><Key>a%2Bb+c%0A%E2%82%AC%FF%zz</Key><Size>1</Size><Owner><DisplayName>%41</DisplayName></Owner></Contents>"
        + "<CommonPrefixes><Prefix>x%20y+z%2F</Prefix></CommonPrefixes></ListBucketResult>";

    /// <summary>The outputs are what AWS CLI 2.36.12 made of this reply.</summary>
    [Theory]
    [InlineData("ListObjectsV2", "/?list-type=2&encoding-type=url",
        """{"Contents":[{"Key":"a+b c\n€�%zz","Size":1,"Owner":{"DisplayName":"%41"}}],"Name":"b","Prefix":"a+b c","Delimiter":"/","CommonPrefixes":[{"Prefix":"x y z/"}],"EncodingType":"url","KeyCount":1}""")]
    [InlineData("ListObjects", "/?encoding-type=url",
        """{"Marker":"m %","Contents":[{"Key":"a+b c\n€�%zz","Size":1,"Owner":{"DisplayName":"%41"}}],"Name":"b","Prefix":"a%2Bb+c","Delimiter":"/","CommonPrefixes":[{"Prefix":"x y z/"}],"EncodingType":"url"}""")]
    public async Task Keys_are_asked_for_encoded_and_decoded_again(string operation, string target, string output)
    {
        var call = new ScriptedCall { ReplyBody = Listing };
        AssertJson(output, await call.InvokeAsync("s3", operation, """{"Bucket":"bucket"}"""));
        Assert.Equal(target, call.Request.Target);
    }

    [Fact]
    public async Task Versions_and_their_markers_are_decoded()
    {
        var call = new ScriptedCall
        {
            ReplyBody = "<r><KeyMarker>a%41</KeyMarker><NextKeyMarker>%41</NextKeyMarker><VersionIdMarker>%41</VersionIdMarker><Version><Key>%41</Key></Version>"
                + "<DeleteMarker><Key>k</Key></DeleteMarker><DeleteMarker><Key>%22%5C</Key></DeleteMarker></r>",
        };
        AssertJson("""{"KeyMarker":"aA","VersionIdMarker":"%41","NextKeyMarker":"A","Versions":[{"Key":"A"}],"DeleteMarkers":[{"Key":"k"},{"Key":"\"\\"}]}""",
            await call.InvokeAsync("s3", "ListObjectVersions", """{"Bucket":"bucket"}"""));
    }

    [Fact]
    public async Task Who_asks_for_encoded_keys_gets_them()
    {
        var call = new ScriptedCall { ReplyBody = "<r><Contents><Key>%41</Key></Contents></r>" };
        AssertJson("""{"Contents":[{"Key":"%41"}]}""", await call.InvokeAsync("s3", "ListObjectsV2", """{"Bucket":"bucket","EncodingType":"url"}"""));
    }

    [Fact]
    public async Task Uploads_are_listed_as_they_come()
    {
        var call = new ScriptedCall { ReplyBody = "<r><Upload><Key>%41</Key></Upload></r>" };
        AssertJson("""{"Uploads":[{"Key":"%41"}]}""", await call.InvokeAsync("s3", "ListMultipartUploads", """{"Bucket":"bucket"}"""));
        Assert.Equal("/?uploads", call.Request.Target);
    }

    [Theory]
    [InlineData("not a date", """{"ExpiresString":"not a date"}""")]
    [InlineData("Wed, 21 Oct 2015 07:28:00 GMT", """{"Expires":"2015-10-21T07:28:00+00:00","ExpiresString":"Wed, 21 Oct 2015 07:28:00 GMT"}""")]
    public async Task The_expiry_is_shown_as_text_and_as_a_date_where_it_is_one(string header, string output)
    {
        var call = new ScriptedCall { ReplyHeaders = { { "Expires", header } } };
        var reply = (await call.InvokeAsync("s3", "HeadObject", """{"Bucket":"bucket","Key":"k"}""")).AsObject();
        reply.Remove("Metadata");
        AssertJson(output, reply);
    }

    [Theory]
    [InlineData("""{"Bucket":"bucket","Key":"k","SSECustomerKey":"0123456789abcdef0123456789abcdef"}""", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", "hRasmdxgYDKV3nvbahU1MA==")]
    [InlineData("""{"Bucket":"bucket","Key":"k","SSECustomerKey":{"Base64":"//79"}}""", "//79", "iWdOwpX7nMXnrX8aHoirjA==")]
    [InlineData("""{"Bucket":"bucket","Key":"k","SSECustomerKey":"given","SSECustomerKeyMD5":"md5"}""", "given", "md5")]
    public async Task A_customers_key_is_sent_as_base64_with_its_digest(string input, string key, string digest)
    {
        var call = new ScriptedCall();
        await call.InvokeAsync("s3", "HeadObject", input);
        Assert.Equal(key, call.Request.Headers["x-amz-server-side-encryption-customer-key"]);
        Assert.Equal(digest, call.Request.Headers["x-amz-server-side-encryption-customer-key-MD5"]);
    }

    [Theory]
    [InlineData("b/k e/y", "b/k%20e/y")]
    [InlineData("b/k é?versionId=v 1", "b/k%20%C3%A9%3FversionId%3Dv%201")]
    [InlineData("b/k+?versionId=v+1", "b/k%2B?versionId=v+1")]
    [InlineData("b/k?versionId=", "b/k%3FversionId%3D")]
    public async Task A_copy_source_is_encoded_but_for_its_version(string source, string sent)
    {
        var call = new ScriptedCall { ReplyBody = "<r/>" };
        await call.InvokeAsync("s3", "CopyObject", $$"""{"Bucket":"bucket","Key":"k","CopySource":"{{source}}"}""");
        Assert.Equal(sent, call.Request.Headers["x-amz-copy-source"]);
    }

    [Fact]
    public async Task An_upload_waits_for_the_servers_word()
    {
        var call = new ScriptedCall();
        await call.InvokeAsync("s3", "PutObject", """{"Bucket":"bucket","Key":"k"}""", [1]);
        Assert.Equal("100-continue", call.Request.Headers["Expect"]);
    }

    [Fact]
    public async Task A_bucket_that_is_no_name_is_refused()
    {
        var e = await Assert.ThrowsAsync<UsageException>(() => new ScriptedCall().InvokeAsync("s3", "HeadBucket", """{"Bucket":"b!d"}"""));
        Assert.Equal(
            """
            Parameter validation failed:
            Invalid bucket name "b!d": Bucket name must match the regex "^[a-zA-Z0-9.\-_]{1,255}$" or be an ARN matching the regex "^arn:(aws).*:(s3|s3-object-lambda):[a-z\-0-9]*:[0-9]{12}:accesspoint[/:][a-zA-Z0-9\-.]{1,63}$|^arn:(aws).*:s3-outposts:[a-z\-0-9]+:[0-9]{12}:outpost[/:][a-zA-Z0-9\-]{1,63}[/:]accesspoint[/:][a-zA-Z0-9\-]{1,63}$"
            """, e.Message);
    }

    [Theory]
    [InlineData("arn:aws:s3:us-west-2:123456789012:accesspoint/my-ap", true)]
    [InlineData("arn:aws-cn:s3-object-lambda:cn-north-1:123456789012:accesspoint:my.ap", true)]
    [InlineData("arn:aws:s3::123456789012:accesspoint/m.mrap", true)]
    [InlineData("arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1/accesspoint/ap", true)]
    [InlineData("arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1/bucket/ap", false)]
    [InlineData("arn:aws:s3:us-west-2:12345:accesspoint/my-ap", false)]
    [InlineData("arn:aws:s3:us-west-2:123456789012:accesspoint/my_ap", false)]
    [InlineData("arn:aws:s3:::bucket", false)]
    [InlineData("A-b_c.d", true)]
    [InlineData("", false)]
    [InlineData("a/b", false)]
    public void A_bucket_is_a_name_or_the_arn_of_an_access_point(string bucket, bool isValid)
        => Assert.Equal(isValid, Record.Exception(() => Awl.Client.Customizations.S3BucketName.Validate(bucket)) is null);

    [Fact]
    public async Task Metadata_is_ascii()
    {
        var e = await Assert.ThrowsAsync<UsageException>(
            () => new ScriptedCall().InvokeAsync("s3", "PutObject", """{"Bucket":"bucket","Key":"k","Metadata":{"a":"é"}}""", [1]));
        Assert.StartsWith("Parameter validation failed:\nNon ascii characters found in S3 metadata for key \"a\", value: \"é\".", e.Message, StringComparison.Ordinal);
    }

    static void AssertJson(string expected, JsonNode actual)
        => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), actual.ToJsonString());
}

namespace Awl.Tests.Local.Sandbox;

/// <summary>What S3 says to requests that its clients seldom send, in its own words, statuses and headers.</summary>
/// <remarks>Source: S3 API reference, "Error responses", and the page of each operation.</remarks>
public class S3AnswerTests
{
    [Theory]
    [InlineData("GET", "/bucket", "max-keys=abc", "", "400", "<Code>InvalidArgument</Code>", "<ArgumentName>max-keys</ArgumentName><ArgumentValue>abc</ArgumentValue>")]
    [InlineData("GET", "/bucket", "max-keys=-1", "", "400", "<Code>InvalidArgument</Code>", "")]
    [InlineData("GET", "/bucket", "list-type=2&max-keys=5000", "", "200", "<MaxKeys>1000</MaxKeys>", "<KeyCount>1</KeyCount>")]
    [InlineData("GET", "/bucket", "encoding-type=bad", "", "400", "<Code>InvalidArgument</Code>", "Invalid Encoding Method specified in Request")]
    [InlineData("GET", "/bucket", "list-type=2&continuation-token=%", "", "400", "<Code>InvalidArgument</Code>", "The continuation token provided is incorrect")]
    [InlineData("GET", "/bucket", "delimiter=", "", "200", "<Key>k</Key>", "<LastModified>2030-01-02T03:04:05.000Z</LastModified>")]
    [InlineData("GET", "/bucket/k", "versionId=abc", "", "400", "<Code>InvalidArgument</Code>", "Invalid version id specified")]
    [InlineData("GET", "/bucket/k", "versionId=0123456789abcdef0123456789abcdef", "", "404", "<Code>NoSuchVersion</Code>", "<VersionId>0123456789abcdef0123456789abcdef</VersionId>")]
    [InlineData("DELETE", "/bucket/k", "versionId=abc", "", "400", "<Code>InvalidArgument</Code>", "")]
    [InlineData("GET", "/bucket/k", "", "Range: bytes=9-", "416", "<Code>InvalidRange</Code>", "<RangeRequested>bytes=9-</RangeRequested><ActualObjectSize>5</ActualObjectSize>")]
    [InlineData("GET", "/bucket/k", "", "Range: bytes=1-2", "206", "Content-Range: bytes 1-2/5", "Accept-Ranges: bytes")]
    [InlineData("GET", "/bucket/k", "", "Range: bytes=0-1,3-4", "200", "hello", "")]
    [InlineData("GET", "/bucket/k", "", "If-Match: \"x\"", "412", "<Code>PreconditionFailed</Code>", "<Condition>If-Match</Condition>")]
    [InlineData("GET", "/bucket/k", "", "If-None-Match: \"5d41402abc4b2a76b9719d911017c592\"", "304", "ETag: \"5d41402abc4b2a76b9719d911017c592\"", "Last-Modified: ")]
    [InlineData("HEAD", "/bucket/k", "", "If-Modified-Since: Wed, 25 Nov 2099 00:00:00 GMT", "304", "ETag: ", "")]
    [InlineData("PUT", "/bucket/x", "", "x-amz-storage-class: NOPE", "400", "<Code>InvalidStorageClass</Code>", "")]
    [InlineData("PUT", "/bucket/x", "", "x-amz-server-side-encryption: nope", "400", "<Code>InvalidArgument</Code>", "The encryption method specified is not supported")]
    [InlineData("PUT", "/bucket/x", "", "x-amz-tagging: a=1&a=2", "400", "<Code>InvalidArgument</Code>", "without tag name duplicates")]
    [InlineData("PUT", "/bucket/x", "", "x-amz-tagging: 1&2&3&4&5&6&7&8&9&10&11", "400", "<Code>BadRequest</Code>", "Object tags cannot be greater than 10")]
    [InlineData("PUT", "/bucket/x", "", "x-amz-checksum-sha256: bad", "400", "<Code>InvalidRequest</Code>", "Value for x-amz-checksum-sha256 header is invalid.")]
    [InlineData("PUT", "/bucket/x", "", "Content-MD5: bad", "400", "<Code>InvalidDigest</Code>", "")]
    [InlineData("PUT", "/bucket/x", "", "x-amz-copy-source: nothing", "400", "<Code>InvalidArgument</Code>", "<ArgumentName>x-amz-copy-source</ArgumentName>")]
    [InlineData("PUT", "/bucket/x", "", "If-None-Match: \"x\"", "501", "<Code>NotImplemented</Code>", "<Header>If-None-Match</Header>")]
    [InlineData("POST", "/bucket", "delete", "", "400", "<Code>InvalidRequest</Code>", "Missing required header for this request: Content-MD5 OR x-amz-checksum-*")]
    [InlineData("POST", "/bucket/k", "uploadId=none", "", "404", "<Code>NoSuchUpload</Code>", "")]
    [InlineData("PUT", "/bucket/k", "uploadId=none&partNumber=0", "", "400", "<Code>InvalidArgument</Code>", "<ArgumentName>partNumber</ArgumentName>")]
    [InlineData("GET", "/bucket/k", "partNumber=2", "", "416", "<Code>InvalidPartNumber</Code>", "")]
    [InlineData("GET", "/bucket", "uploads&max-uploads=-1", "", "400", "<Code>InvalidArgument</Code>", "")]
    [InlineData("DELETE", "/bucket", "", "", "409", "<Code>BucketNotEmpty</Code>", "<BucketName>bucket</BucketName>")]
    [InlineData("PATCH", "/bucket/k", "", "", "405", "<Code>MethodNotAllowed</Code>", "<Method>PATCH</Method>")]
    [InlineData("HEAD", "/bucket", "", "", "200", "x-amz-bucket-region: us-east-1", "")]
    [InlineData("DELETE", "/bucket/none", "", "", "204", "", "")]
    public async Task A_request_is_answered_as_by_S3(string method, string path, string query, string header, string status, string text, string alsoText)
    {
        await using var host = await SandboxHost.StartAsync();
        await new SignedRequest(host).To("PUT", "/bucket").SendAsync();
        await new SignedRequest(host).To("PUT", "/bucket/k").WithBody("hello").SendAsync();
        var parameters = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).Select(pair => (pair[0], pair.Length > 1 ? pair[1] : "")).ToArray();
        var request = new SignedRequest(host).To(method, path, parameters);
        if (header.Split(": ", 2) is [var name, var value]) request.With(name, value);
        if (method is "PUT" or "POST") request.WithBody("<Delete><Object><Key>k</Key></Object></Delete>");
        var reply = await request.SendRawAsync();
        Assert.StartsWith($"HTTP/1.1 {status} ", reply);
        Assert.Contains(text, reply);
        Assert.Contains(alsoText, reply);
        Assert.Equal("", host.Log);
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_not_taken()
    {
        await using var host = await SandboxHost.StartAsync();
        await new SignedRequest(host).To("PUT", "/bucket").SendAsync();
        var request = new SignedRequest(host).To("PUT", "/bucket/k").WithBody("hello");
        request.LateHeaders["Transfer-Encoding"] = "chunked";
        var (status, body) = await request.SendAsync();
        Assert.Equal(501, status);
        Assert.Contains("<Header>Transfer-Encoding</Header>", body);
    }

    [Fact]
    public async Task Metadata_have_two_kilobytes_at_most()
    {
        await using var host = await SandboxHost.StartAsync();
        await new SignedRequest(host).To("PUT", "/bucket").SendAsync();
        Assert.Equal(200, (await new SignedRequest(host).To("PUT", "/bucket/k").With("x-amz-meta-abcd", new string('x', 2044)).SendAsync()).Status);
        Assert.Contains("<Code>MetadataTooLarge</Code>", (await new SignedRequest(host).To("PUT", "/bucket/k").With("x-amz-meta-abcd", new string('x', 2045)).SendAsync()).Body);
    }

    /// <summary>Once versions are kept, the one from before is shown by its name too.</summary>
    [Fact]
    public async Task The_version_from_before_is_called_null_once_versions_are_kept()
    {
        await using var host = await SandboxHost.StartAsync();
        await new SignedRequest(host).To("PUT", "/bucket").SendAsync();
        await new SignedRequest(host).To("PUT", "/bucket/k").WithBody("hello").SendAsync();
        Assert.DoesNotContain("x-amz-version-id", await new SignedRequest(host).To("GET", "/bucket/k").SendRawAsync());
        await new SignedRequest(host).To("PUT", "/bucket", ("versioning", "")).WithBody("<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>").SendAsync();
        Assert.Contains("x-amz-version-id: null", await new SignedRequest(host).To("GET", "/bucket/k").SendRawAsync());
    }

    /// <summary>.NET's SDK reads them as one list.</summary>
    [Fact]
    public async Task Versions_and_delete_markers_are_listed_in_one_order()
    {
        await using var host = await SandboxHost.StartAsync();
        await new SignedRequest(host).To("PUT", "/bucket").SendAsync();
        await new SignedRequest(host).To("PUT", "/bucket", ("versioning", "")).WithBody("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>").SendAsync();
        foreach (var (method, key) in new[] { ("PUT", "a"), ("DELETE", "a"), ("PUT", "a"), ("PUT", "b"), ("DELETE", "b") }) await new SignedRequest(host).To(method, "/bucket/" + key).SendAsync();
        var body = (await new SignedRequest(host).To("GET", "/bucket", ("versions", "")).SendAsync()).Body;
        var elements = body.Split('<').Select(part => part.Split('>')[0]).Where(name => name is "Version" or "DeleteMarker");
        Assert.Equal(["Version", "DeleteMarker", "Version", "DeleteMarker", "Version"], elements);
    }
}

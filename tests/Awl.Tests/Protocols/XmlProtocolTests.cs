using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Awl.Http;
using Awl.Model;
using Awl.Models;
using Awl.Protocols;
using Awl.Protocols.Codecs;

namespace Awl.Tests.Protocols;

/// <summary>What the suites have no case for: real models, order, errors, damage.</summary>
public sealed class XmlProtocolTests
{
    static readonly Pack s_pack = ModelPack.Open();

    [Fact]
    public void Members_come_in_the_order_of_the_model_whatever_the_wire_has()
        => Assert.Equal("""{"User":{"Path":"/","UserName":"u","UserId":"1","Tags":[{"Key":"k","Value":"v"}]}}""", Parse("iam", "GetUser", """
            <GetUserResponse><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata><GetUserResult><User><Tags><member><Value>v</Value><Key>k</Key></member></Tags>
            <Unknown>x</Unknown><UserId>1</UserId><UserName>u</UserName><Path>/</Path></User></GetUserResult></GetUserResponse>
            """));

    [Fact]
    public void Headers_come_before_the_body()
        => Assert.Equal("""{"VersionId":"v2","CopyObjectResult":{"ETag":"\"e\"","LastModified":"2024-01-02T03:04:05+00:00"}}""",
            Parse("s3", "CopyObject", "<CopyObjectResult><LastModified>2024-01-02T03:04:05.000Z</LastModified><ETag>&quot;e&quot;</ETag></CopyObjectResult>", ("x-amz-version-id", "v2")));

    [Fact]
    public void A_type_in_an_attribute_is_a_member()
        => Assert.Equal("""{"Grants":[{"Grantee":{"ID":"i","Type":"CanonicalUser"},"Permission":"READ"}]}""", Parse("s3", "GetBucketAcl", """
            <AccessControlPolicy xmlns="urn:s3"><AccessControlList><Grant><Grantee xmlns:xsi="urn:xsi" xsi:type="CanonicalUser"><ID>i</ID></Grantee><Permission>READ</Permission></Grant>
            </AccessControlList></AccessControlPolicy>
            """));

    [Fact]
    public void Flattened_lists_may_lie_among_each_other()
        => Assert.Equal("""{"Versions":[{"Key":"a"},{"Key":"c"}],"DeleteMarkers":[{"Key":"b"}],"CommonPrefixes":[{"Prefix":"p"}]}""", Parse("s3", "ListObjectVersions", """
            <R><Version><Key>a</Key></Version><DeleteMarker><Key>b</Key></DeleteMarker><CommonPrefixes><Prefix>p</Prefix></CommonPrefixes><Version><Key>c</Key></Version></R>
            """));

    [Fact]
    public void One_element_may_give_two_members()
        => Assert.Equal("""{"TopicConfiguration":{"Events":["s3:X"],"Event":"s3:X"}}""",
            Parse("s3", "GetBucketNotification", "<N><TopicConfiguration><Event>s3:X</Event></TopicConfiguration></N>"));

    [Theory]
    [InlineData("<LocationConstraint>eu-west-1</LocationConstraint>", """{"LocationConstraint":"eu-west-1"}""")]
    [InlineData("<LocationConstraint/>", """{"LocationConstraint":null}""")]
    public void The_location_of_a_bucket_is_the_root_itself(string body, string expected) => Assert.Equal(expected, Parse("s3", "GetBucketLocation", body));

    [Fact]
    public void The_policy_of_a_bucket_is_the_body_itself() => Assert.Equal("""{"Policy":"{\"Version\":\"x\"}"}""", Parse("s3", "GetBucketPolicy", """{"Version":"x"}"""));

    [Theory]
    [InlineData("%7B%22Version%22%3A%20%222012-10-17%22%7D", """{"Version":"2012-10-17"}""")]
    [InlineData("no%20JSON", "\"no%20JSON\"")]
    public void Policies_of_IAM_are_shown_as_JSON_where_they_are(string document, string expected)
        => Assert.Equal($$"""{"UserName":"u","PolicyName":"p","PolicyDocument":{{expected}}}""", Parse("iam", "GetUserPolicy",
            $"<R><GetUserPolicyResult><UserName>u</UserName><PolicyName>p</PolicyName><PolicyDocument>{document}</PolicyDocument></GetUserPolicyResult></R>"));

    [Theory]
    [InlineData("""{"A": "50%25"}""", """{"A":"50%25"}""")]
    [InlineData("Resources: {}", "\"Resources: {}\"")]
    public void A_template_is_shown_as_JSON_where_it_is(string template, string expected)
        => Assert.Equal($$"""{"TemplateBody":{{expected}}}""", Parse("cloudformation", "GetTemplate", $"<R><GetTemplateResult><TemplateBody>{template}</TemplateBody></GetTemplateResult></R>"));

    [Theory]
    [InlineData("iam", "GetUser", "<html><body>Welcome</body></html>")]
    [InlineData("iam", "GetUser", "garbage")]
    [InlineData("iam", "DeleteUser", "garbage")]
    [InlineData("ec2", "DescribeInstances", "<a>")]
    [InlineData("s3", "ListBuckets", "{}")]
    [InlineData("iam", "GetAccountSummary", "<R><GetAccountSummaryResult><SummaryMap><entry><key>a</key><value>x</value></entry></SummaryMap></GetAccountSummaryResult></R>")]
    [InlineData("iam", "GetAccountSummary", "<R><GetAccountSummaryResult><SummaryMap><entry><key>a</key></entry></SummaryMap></GetAccountSummaryResult></R>")]
    [InlineData("iam", "GetAccountSummary", "<R><GetAccountSummaryResult><SummaryMap><entry><x>a</x></entry></SummaryMap></GetAccountSummaryResult></R>")]
    [InlineData("iam", "GetUser", "<R><GetUserResult><User><CreateDate>soon</CreateDate></User></GetUserResult></R>")]
    public void Garbage_is_a_malformed_reply(string service, string operation, string body)
        => Assert.Throws<MalformedResponseException>(() => Parse(service, operation, body));

    [Theory]
    [InlineData("s3", "HeadObject", 404, "", "404", "Not Found")]
    [InlineData("s3", "HeadBucket", 403, "", "403", "Forbidden")]
    [InlineData("s3", "HeadObject", 416, "", "416", "Range Not Satisfiable")]
    [InlineData("s3", "GetObject", 503, "<html><body>busy</body></html>", "503", "Service Unavailable")]
    [InlineData("iam", "GetUser", 500, " ", "500", "Internal Server Error")]
    [InlineData("iam", "GetUser", 400, "garbage", "400", "Bad Request")]
    [InlineData("ec2", "DescribeInstances", 499, "<a/>", "499", "")]
    [InlineData("iam", "GetUser", 400, "<ErrorResponse><Error/></ErrorResponse>", "Unknown", "Unknown")]
    [InlineData("iam", "GetUser", 404, "<ErrorResponse><Error><Code>NoSuchEntity</Code><Message>who?</Message></Error></ErrorResponse>", "NoSuchEntity", "who?")]
    [InlineData("ec2", "DescribeInstances", 400, "<Response><Errors><Error><Code>A.B</Code><Message>m</Message></Error></Errors></Response>", "A.B", "m")]
    public void Errors_have_a_code_whatever_the_body(string service, string operation, int status, string body, string code, string message)
    {
        var error = ParseError(service, operation, status, body);
        Assert.Equal((code, message, status), (error.Code, error.ServiceMessage, error.Status));
    }

    [Fact]
    public void An_error_of_S3_tells_its_modelled_members_and_the_others()
    {
        var error = ParseError("s3", "GetObject", 403, """
            <Error><Code>InvalidObjectState</Code><Message>m</Message><AccessTier>ARCHIVE</AccessTier><Zed>q</Zed><StorageClass>GLACIER</StorageClass>
            <Nested><A>1</A></Nested><RequestId>body</RequestId><HostId>h</HostId></Error>
            """, ("x-amz-request-id", "header"));
        Assert.Equal("""{"StorageClass":"GLACIER","AccessTier":"ARCHIVE"}""", error.Details.ToString());
        Assert.Equal([KeyValuePair.Create("Zed", "q")], error.Extras);
        Assert.Equal("header", error.RequestId);
        Assert.Equal("An error occurred (InvalidObjectState) when calling the GetObject operation: m", error.Message);
    }

    [Theory]
    [InlineData("iam", "<ErrorResponse><Error><Code>c</Code></Error><RequestId>r</RequestId></ErrorResponse>")]
    [InlineData("ec2", "<Response><Errors><Error><Code>c</Code></Error></Errors><RequestID>r</RequestID></Response>")]
    [InlineData("s3", "<Error><Code>c</Code><RequestId>r</RequestId></Error>")]
    public void The_id_of_a_request_may_be_in_the_body(string service, string body)
        => Assert.Equal("r", ProtocolOf(s_pack.FindService(service)!.Value.GetOperation(0)).ParseError(s_pack.FindService(service)!.Value.GetOperation(0), 400, new HeaderList(), Encoding.UTF8.GetBytes(body)).RequestId);

    [Theory]
    [InlineData("CopyObject", "<?xml version=\"1.0\"?>\n<CopyObjectResult><ETag>e</ETag></CopyObjectResult>\n", false)]
    [InlineData("CopyObject", "<CopyObjectResult/>", false)]
    [InlineData("CopyObject", "", false)]
    [InlineData("CopyObject", "   \n<Error><Code>InternalError</Code></Error>", true)]
    [InlineData("CopyObject", "<CopyObjectResult><ETag>e</ETag></CopyObjectResu", true)]
    [InlineData("CopyObject", "<CopyObjectResult><ETag>e</ETag></CopyObjectResult", true)]
    [InlineData("CopyObject", "<CopyObjectResult", true)]
    [InlineData("GetObject", "<Error><Code>of the caller's own</Code></Error>", false)]
    [InlineData("GetBucketPolicy", "<Error/>", false)]
    [InlineData("DeleteObject", "<Error/>", true)]
    public void An_error_of_S3_may_come_with_status_200(string operation, string body, bool expected)
        => Assert.Equal(expected, LateErrors.IsErrorBody(OperationOf("s3", operation), Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Forms_are_encoded_as_Python_encodes_them()
        => Assert.Equal("Action=CreateUser&Version=2010-05-08&UserName=a+b%2Bc%26%3D%C3%A9%F0%9F%98%80%2F%2A-_.~&Tags.member.1.Key=k&Tags.member.1.Value=",
            Body("iam", "CreateUser", """{"UserName":"a b+c&=é😀/*-_.~","Path":null,"Tags":[{"Key":"k","Value":""}]}"""));

    [Fact]
    public void Ec2_names_lists_and_members_its_own_way()
        => Assert.Equal("Action=DescribeInstances&Version=2016-11-15&InstanceId.1=i-1&DryRun=false&Filter.1.Name=n&Filter.1.Value.1=a&Filter.1.Value.2=b",
            Body("ec2", "DescribeInstances", """{"InstanceIds":["i-1"],"DryRun":false,"Filters":[{"Name":"n","Values":["a","b"]}]}"""));

    [Fact]
    public void Line_ends_survive_in_a_body()
        => Assert.Equal("<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Object><Key>a&#xD;&#xA;&lt;b&gt;</Key></Object></Delete>",
            Body("s3", "DeleteObjects", """{"Bucket":"b","Delete":{"Objects":[{"Key":"a\r\n<b>"}]}}"""));

    [Fact]
    public void An_upload_has_no_media_type_but_the_callers()
    {
        var request = ProtocolOf(OperationOf("s3", "PutObject")).Serialize(OperationOf("s3", "PutObject"), JsonElement.Parse("""{"Bucket":"b","Key":"k"}"""), RequestBody.Of("x"u8.ToArray()));
        Assert.Null(request.Headers["Content-Type"]);
        Assert.Equal("x"u8.ToArray(), request.Body.Bytes.ToArray());
    }

    /// <summary>10,000 elements in each other or beside each other: no stack is used up, no time is lost.</summary>
    [Fact]
    public void Hostile_replies_are_refused_or_read()
    {
        var many = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"<a{i}/>"));
        Assert.Equal("""{"Reservations":[]}""", Parse("ec2", "DescribeInstances", $"<R><reservationSet/>{many}</R>"));
        Assert.Throws<MalformedResponseException>(() => Parse("ec2", "DescribeInstances", string.Concat(Enumerable.Repeat("<reservationSet>", 10_000))));
        Assert.Throws<MalformedResponseException>(() => Parse("ec2", "DescribeInstances", "<R a='" + new string('x', 1_000_000)));
    }

    static Operation OperationOf(string service, string operation) => s_pack.FindService(service)!.Value.FindOperation(operation)!.Value;

    static IProtocol ProtocolOf(Operation operation) => ProtocolTable.Get(operation.Service.Protocol, new ReplyTimestamps(TimestampStyle.Iso8601, TimeProvider.System));

    static string Parse(string service, string name, string body, params (string Name, string Value)[] headers)
    {
        var operation = OperationOf(service, name);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            ProtocolOf(operation).Parse(operation, 200, Headers(headers), Encoding.UTF8.GetBytes(body), json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static ServiceException ParseError(string service, string name, int status, string body, params (string Name, string Value)[] headers)
        => ProtocolOf(OperationOf(service, name)).ParseError(OperationOf(service, name), status, Headers(headers), Encoding.UTF8.GetBytes(body));

    static string Body(string service, string name, string input)
        => Encoding.UTF8.GetString(ProtocolOf(OperationOf(service, name)).Serialize(OperationOf(service, name), JsonElement.Parse(input), null).Body.Bytes.Span);

    static HeaderList Headers((string Name, string Value)[] pairs)
    {
        var headers = new HeaderList();
        foreach (var (name, value) in pairs) headers.Add(name, value);
        return headers;
    }
}

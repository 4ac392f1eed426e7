using System.Text.Json;
using Awl.Config;
using Awl.Endpoints;
using Awl.Http;
using Awl.Model;
using Awl.Models;

namespace Awl.Tests.Endpoints;

/// <summary>From settings and input to the request's host and path. What is expected is what AWS CLI v2 does with the same settings.</summary>
public sealed class EndpointResolverTests
{
    const string Mine = "http://127.0.0.1:9000";

    static readonly Pack s_pack = ModelPack.Open();

    [Theory]
    [InlineData("sts", "GetCallerIdentity", null, "https://sts.amazonaws.com/", "us-east-1")]
    [InlineData("sts", "GetCallerIdentity", "us-east-1", "https://sts.us-east-1.amazonaws.com/", null)]
    [InlineData("s3", "ListBuckets", null, "https://s3.amazonaws.com/", "us-east-1")]
    [InlineData("s3", "ListBuckets", "us-east-1", "https://s3.us-east-1.amazonaws.com/", "us-east-1")]
    [InlineData("iam", "ListUsers", null, "https://iam.amazonaws.com/", "us-east-1")]
    [InlineData("iam", "ListUsers", "eu-west-1", "https://iam.amazonaws.com/", "us-east-1")]
    [InlineData("organizations", "ListAccounts", "cn-north-1", "https://organizations.cn-northwest-1.amazonaws.com.cn/", "cn-northwest-1")]
    [InlineData("dynamodb", "ListTables", "eu-west-1", "https://dynamodb.eu-west-1.amazonaws.com/", null)]
    [InlineData("ec2", "DescribeInstances", "", null, null)]
    [InlineData("dynamodb", "ListTables", null, null, null)]
    public void The_region_decides_where_a_service_is(string service, string operation, string? region, string? url, string? signingRegion)
    {
        if (url is null)
        {
            var error = Assert.Throws<ConfigurationException>(() => Apply(service, operation, "{}", new() { Region = region }));
            Assert.Equal(ConfigurationFault.NoRegion, error.Fault);
            return;
        }
        var request = Apply(service, operation, "{}", new() { Region = region }, out var endpoint);
        Assert.Equal(url, request.Url);
        Assert.Equal(signingRegion, endpoint.AuthSchemes.FirstOrDefault()?.SigningRegion);
    }

    [Theory]
    [InlineData("fips-us-east-1")]
    [InlineData("us-east-1-fips")]
    public void A_FIPS_pseudo_region_is_its_region_with_FIPS(string region)
    {
        var request = Apply("s3", "ListObjects", """{"Bucket":"foo.bar"}""", new() { Region = region });
        Assert.Equal("https://s3-fips.us-east-1.amazonaws.com/foo.bar", request.Url);
        Assert.Equal("us-east-1", Resolver("s3", new() { Region = region }).Region);
    }

    [Theory]
    [InlineData("bad region")]
    [InlineData("a.b")]
    [InlineData("123")]
    [InlineData("-x")]
    [InlineData("us-east-1/@evil.example")]
    public void A_region_that_is_no_host_label_is_refused(string region)
    {
        var error = Assert.Throws<ConfigurationException>(() => Resolver("sts", new() { Region = region }));
        Assert.Equal($"Provided region_name '{region}' doesn't match a supported format.", error.Message);
    }

    [Theory]
    [InlineData("foo")]
    [InlineData("ftp://example.com")]
    [InlineData("http://")]
    [InlineData("http://a b")]
    [InlineData("http://my_host:1")]
    [InlineData("http://host:port")]
    public void An_endpoint_that_is_no_URL_is_refused(string url)
    {
        var error = Assert.Throws<ConfigurationException>(() => Resolver("sts", new() { Region = "us-east-1", EndpointUrl = url }));
        Assert.Equal($"Invalid endpoint: {url}", error.Message);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9000", "http", "127.0.0.1:9000", "/")]
    [InlineData("http://[::1]:9000/base", "http", "[::1]:9000", "/base")]
    [InlineData("https://example.com:443/base/", "https", "example.com", "/base/")]
    [InlineData("http://example.com:80", "http", "example.com", "/")]
    [InlineData("https://example.com:80", "https", "example.com:80", "/")]
    [InlineData("https://user@example.com", "https", "example.com", "/")]
    public void A_given_endpoint_is_taken_as_it_is(string url, string scheme, string host, string path)
    {
        var request = Apply("sts", "GetCallerIdentity", "{}", new() { Region = "us-east-1", EndpointUrl = url });
        Assert.Equal((scheme, host, path), (request.Scheme, request.Host, request.Path));
    }

    [Theory]
    [InlineData("http://h", "/a/b", "/a/b")]
    [InlineData("http://h/", "/a/b", "/a/b")]
    [InlineData("http://h/x", "/a/b", "/x/a/b")]
    [InlineData("http://h/x/", "/a/b", "/x/a/b")]
    [InlineData("http://h/x", "/", "/x")]
    [InlineData("http://h", "/", "/")]
    public void The_endpoints_path_goes_in_front_of_the_requests(string url, string path, string expected)
    {
        var request = new HttpRequest { Path = path };
        EndpointResolver.MoveTo(request, url);
        Assert.Equal(expected, request.Path);
    }

    [Fact]
    public void A_given_endpoint_goes_before_FIPS_and_dual_stack()
        => Assert.Equal(Mine + "/", Apply("dynamodb", "ListTables", "{}", new() { Region = "eu-west-1", EndpointUrl = Mine, UseFips = true, UseDualStack = true }).Url);

    [Fact]
    public void A_global_service_beside_an_endpoint_has_no_region_to_sign_for_but_S3_has()
    {
        Assert.Null(Resolver("iam", new() { EndpointUrl = Mine }).Region);
        Assert.Equal("aws-global", Resolver("s3", new() { EndpointUrl = Mine }).Region);
        Assert.Throws<ConfigurationException>(() => Resolver("ec2", new() { EndpointUrl = Mine }));
    }

    public static TheoryData<string, string, string?, bool, string> BucketUrls => new()
    {
        { "foo", nameof(S3AddressingStyle.Auto), null, false, "https://foo.s3.us-west-2.amazonaws.com/k" },
        { "foo", nameof(S3AddressingStyle.Virtual), null, false, "https://foo.s3.us-west-2.amazonaws.com/k" },
        { "foo", nameof(S3AddressingStyle.Path), null, false, "https://s3.us-west-2.amazonaws.com/foo/k" },
        { "foo.bar", nameof(S3AddressingStyle.Auto), null, false, "https://s3.us-west-2.amazonaws.com/foo.bar/k" },
        { "Foo", nameof(S3AddressingStyle.Auto), null, false, "https://s3.us-west-2.amazonaws.com/Foo/k" },
        { "foo", nameof(S3AddressingStyle.Path), null, true, "https://foo.s3-accelerate.amazonaws.com/k" },
        { "foo", nameof(S3AddressingStyle.Auto), "http://example.com", false, "http://example.com/foo/k" },
        { "foo", nameof(S3AddressingStyle.Virtual), "http://example.com", false, "http://foo.example.com/k" },
        { "foo", nameof(S3AddressingStyle.Virtual), Mine, false, Mine + "/foo/k" },
        { "foo", nameof(S3AddressingStyle.Auto), "https://s3-accelerate.amazonaws.com", false, "https://foo.s3-accelerate.amazonaws.com/k" },
        { "arn:aws:s3:us-west-1:123456789012:accesspoint:ap", nameof(S3AddressingStyle.Path), null, false, "https://ap-123456789012.s3-accesspoint.us-west-1.amazonaws.com/k" },
        { "foo--use1-az4--x-s3", nameof(S3AddressingStyle.Auto), null, false, "https://foo--use1-az4--x-s3.s3express-use1-az4.us-west-2.amazonaws.com/k" },
    };

    [Theory]
    [MemberData(nameof(BucketUrls))]
    public void A_bucket_stands_in_the_host_where_it_fits_and_is_wanted(string bucket, string style, string? url, bool accelerate, string expected)
    {
        var settings = new EndpointSettings { Region = "us-west-2", EndpointUrl = url, S3AddressingStyle = Enum.Parse<S3AddressingStyle>(style), S3UseAccelerate = accelerate };
        Assert.Equal(expected, Apply("s3", "GetObject", $$"""{"Bucket":"{{bucket}}","Key":"k"}""", settings, "/k").Url);
    }

    [Fact]
    public void A_request_for_the_bucket_itself_has_the_root_as_its_path()
    {
        var request = Apply("s3", "ListObjects", """{"Bucket":"foo"}""", new() { Region = "us-west-2" });
        Assert.Equal("https://foo.s3.us-west-2.amazonaws.com/", request.Url);
    }

    [Fact]
    public void The_search_for_a_buckets_region_never_uses_the_buckets_host()
        => Assert.Equal("https://s3.cn-north-1.amazonaws.com.cn/foo",
            Apply("s3", "GetBucketLocation", """{"Bucket":"foo"}""", new() { Region = "cn-north-1" }).Url);

    [Fact]
    public void A_redirect_asks_for_another_region()
    {
        var (resolver, operation) = (Resolver("s3", new() { Region = "us-west-2" }), Operation("s3", "GetObject"));
        var endpoint = resolver.Resolve(operation, JsonElement.Parse("""{"Bucket":"foo","Key":"k"}"""), region: "eu-west-1");
        Assert.Equal("https://foo.s3.eu-west-1.amazonaws.com", endpoint.Url);
        Assert.Equal("eu-west-1", endpoint.AuthSchemes[0].SigningRegion);
    }

    [Fact]
    public void S3_has_its_own_dual_stack_setting()
    {
        var settings = new EndpointSettings { Region = "us-west-2", S3UseDualStack = true };
        Assert.Equal("https://s3.dualstack.us-west-2.amazonaws.com/", Apply("s3", "ListBuckets", "{}", settings).Url);
        Assert.Equal("https://sqs.us-west-2.amazonaws.com/", Apply("sqs", "ListQueues", "{}", settings).Url);
        Assert.Equal("https://s3.dualstack.us-west-2.amazonaws.com/", Apply("s3", "ListBuckets", "{}", new() { Region = "us-west-2", UseDualStack = true, S3UseDualStack = false }).Url);
    }

    [Fact]
    public void A_directory_bucket_is_signed_with_a_session_unless_that_is_disabled()
    {
        const string Input = """{"Bucket":"foo--use1-az4--x-s3","Key":"k"}""";
        Apply("s3", "GetObject", Input, new() { Region = "us-east-1" }, out var endpoint);
        Assert.Equal(("sigv4-s3express", "s3express"), (endpoint.AuthSchemes[0].Name, endpoint.AuthSchemes[0].SigningName));
        Assert.Equal("S3Express", endpoint.FindProperty("backend"u8));

        Apply("s3", "GetObject", Input, new() { Region = "us-east-1", S3DisableExpressSessionAuth = true }, out endpoint);
        Assert.Equal("sigv4", endpoint.AuthSchemes[0].Name);
        Apply("s3", "CreateSession", """{"Bucket":"foo--use1-az4--x-s3"}""", new() { Region = "us-east-1" }, out endpoint);
        Assert.Equal("sigv4", endpoint.AuthSchemes[0].Name);
    }

    [Fact]
    public void A_multi_region_access_point_is_signed_for_all_regions()
    {
        Apply("s3", "GetObject", """{"Bucket":"arn:aws:s3::123456789012:accesspoint:mfzwi23gnjvgw.mrap","Key":"k"}""", new() { Region = "us-east-1" }, out var endpoint);
        Assert.Equal("sigv4a", endpoint.AuthSchemes[0].Name);
        Assert.Equal(["*"], endpoint.AuthSchemes[0].SigningRegionSet!);
        Assert.True(endpoint.AuthSchemes[0].DisableDoubleEncoding);
    }

    [Theory]
    [InlineData(nameof(AccountIdEndpointMode.Preferred), "123456789012", "https://123456789012.ddb.us-east-1.amazonaws.com/")]
    [InlineData(nameof(AccountIdEndpointMode.Preferred), null, "https://dynamodb.us-east-1.amazonaws.com/")]
    [InlineData(nameof(AccountIdEndpointMode.Disabled), "123456789012", "https://dynamodb.us-east-1.amazonaws.com/")]
    [InlineData(nameof(AccountIdEndpointMode.Required), null, "AccountIdEndpointMode is required but no AccountID was provided or able to be loaded")]
    public void The_account_goes_into_the_host_by_the_mode(string mode, string? account, string expected)
    {
        var settings = new EndpointSettings { Region = "us-east-1", AccountIdEndpointMode = Enum.Parse<AccountIdEndpointMode>(mode) };
        var resolver = Resolver("dynamodb", settings);
        Assert.Equal(mode != nameof(AccountIdEndpointMode.Disabled), resolver.NeedsAccountId);

        string found;
        try { found = Apply("dynamodb", "ListTables", "{}", settings, "/", account, out _).Url; }
        catch (ConfigurationException e) { found = e.Message; }
        Assert.Equal(expected, found);
    }

    [Fact]
    public void A_service_without_accounts_in_its_hosts_does_not_wait_for_credentials()
        => Assert.False(Resolver("sqs", new() { Region = "us-east-1" }).NeedsAccountId);

    [Theory]
    [InlineData("s3", "HeadObject", """{"Bucket":"arn:aws:s3:us-west-2:123456789012:accesspoint:foo","Key":"k"}""",
        "Unsupported configuration when using S3 access-points: Invalid configuration: region from ARN `us-west-2` does not match client region `us-east-1` and UseArnRegion is `false`")]
    [InlineData("s3", "HeadObject", """{"Bucket":"arn:aws:s3:us-east-1:123456789012:accesspoint:a.b","Key":"k"}""",
        "Parameter validation failed:\nInvalid ARN: The access point name may only contain a-z, A-Z, 0-9 and `-`. Found: `a.b`")]
    [InlineData("s3control", "GetBucket", """{"AccountId":"123456789012","Bucket":"arn:aws:s3:us-west-2:123456789012:foo"}""",
        "S3 ARN \"arn:aws:s3:us-west-2:123456789012:foo\" provided is invalid for this operation. The Bucket parameter does not support the provided ARN")]
    [InlineData("s3control", "GetAccessPoint", """{"AccountId":"123456789012","Name":"arn:aws:s3-outposts:fips-us-west-2:123456789012:outpost:op-01:accesspoint:b"}""",
        "S3 ARN \"arn:aws:s3-outposts:fips-us-west-2:123456789012:outpost:op-01:accesspoint:b\" provided is invalid for this operation. Invalid ARN, FIPS region not allowed in ARN.")]
    [InlineData("s3control", "GetBucket", """{"AccountId":"123456789012","Bucket":"arn:aws:s3-outposts:us-west-2:123456789011:outpost:op-01:bucket:b"}""",
        "S3 ARN \"arn:aws:s3-outposts:us-west-2:123456789011:outpost:op-01:bucket:b\" provided is invalid for this operation. Account ID in arn does not match the AccountId parameter provided: \"123456789012\"")]
    [InlineData("events", "PutEvents", """{"EndpointId":"a.b/c"}""", "Invalid endpoint configuration: EndpointId must be a valid host label.")]
    [InlineData("s3control", "GetAccessPoint", """{"AccountId":"1234_","Name":"x"}""", "AccountId must only contain a-z, A-Z, 0-9 and `-`.")]
    public void Refusals_are_worded_as_AWS_CLI_words_them(string service, string operation, string input, string message)
    {
        var settings = new EndpointSettings { Region = "us-east-1", S3UseArnRegion = false };
        Assert.Equal(message, Assert.ThrowsAny<AwlException>(() => Apply(service, operation, input, settings)).Message);
    }

    [Fact]
    public void An_outposts_headers_come_with_the_endpoint()
    {
        var request = Apply("s3control", "GetBucket",
            """{"AccountId":"123456789012","Bucket":"arn:aws:s3-outposts:us-west-2:123456789012:outpost:op-01234567890123456:bucket:b"}""", new() { Region = "us-west-2" });
        Assert.Equal("s3-outposts.us-west-2.amazonaws.com", request.Host);
        Assert.Equal("op-01234567890123456", request.Headers["x-amz-outpost-id"]);
        Assert.Equal("123456789012", request.Headers["X-Amz-Account-Id"]);
    }

    [Fact]
    public void An_operations_host_prefix_goes_in_front_unless_that_is_disabled()
    {
        var settings = new EndpointSettings { Region = "us-east-1" };
        Assert.Equal("data-servicediscovery.us-east-1.amazonaws.com", Apply("servicediscovery", "DiscoverInstances", "{}", settings).Host);
        Assert.Equal("servicediscovery.us-east-1.amazonaws.com", Apply("servicediscovery", "DiscoverInstances", "{}", settings with { DisableHostPrefixInjection = true }).Host);
        Assert.Equal("data-example.com", Apply("servicediscovery", "DiscoverInstances", "{}", settings with { EndpointUrl = "http://example.com" }).Host);
        Assert.Equal("io-x.s3-object-lambda.us-east-1.amazonaws.com",
            Apply("s3", "WriteGetObjectResponse", """{"RequestRoute":"io-x","RequestToken":"t"}""", settings, "/WriteGetObjectResponse").Host);
        Assert.Equal("123456789012.s3-control.us-east-1.amazonaws.com", Apply("s3control", "ListAccessPoints", """{"AccountId":"123456789012"}""", settings).Host);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("x@evil")]
    [InlineData("")]
    public void A_member_with_other_characters_never_gets_into_the_host(string route)
    {
        var error = Assert.Throws<UsageException>(() => Apply("s3", "WriteGetObjectResponse",
            $$"""{"RequestRoute":"{{route}}","RequestToken":"t"}""", new() { Region = "us-east-1" }, "/WriteGetObjectResponse"));
        Assert.Equal("Parameter validation failed:\nInvalid value for parameter(s): RequestRoute. Must contain only alphanumeric characters, hyphen, or period.", error.Message);
    }

    [Fact]
    public void Predict_goes_to_the_endpoint_in_its_input()
        => Assert.Equal("https://realtime.machinelearning.us-east-1.amazonaws.com/", Apply("machinelearning", "Predict",
            """{"PredictEndpoint":"https://realtime.machinelearning.us-east-1.amazonaws.com"}""", new() { Region = "us-east-1" }).Url);

    [Fact]
    public void A_lookup_shows_the_answer_of_the_rules()
    {
        Assert.Equal("""{"url":"https://sts.eu-west-1.amazonaws.com","properties":{},"headers":{}}""", Lookup("sts", """{"Region":"eu-west-1"}"""));
        Assert.Equal("""{"error":"Invalid Configuration: Missing Region"}""", Lookup("sts", "{}"));
        Assert.Contains("\"authSchemes\":[{\"disableDoubleEncoding\":true,\"name\":\"sigv4\"", Lookup("s3", """{"Region":"eu-west-1"}"""), StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => Lookup("sts", """{"Region":1}"""));
        Assert.Throws<UsageException>(() => Lookup("sts", "[]"));

        static string Lookup(string service, string parameters) => EndpointLookup.Resolve(s_pack.FindService(service)!.Value, JsonElement.Parse(parameters));
    }

    [Fact]
    public void A_plain_endpoint_costs_little_memory()
    {
        var (resolver, operation, input) = (Resolver("sqs", new() { Region = "eu-west-1" }), Operation("sqs", "ListQueues"), JsonElement.Parse("{}"));
        Resolve();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Resolve();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 3000);

        void Resolve() => resolver.Resolve(operation, input);
    }

    static HttpRequest Apply(string service, string operation, string input, EndpointSettings settings, string path = "/")
        => Apply(service, operation, input, settings, path, null, out _);

    static HttpRequest Apply(string service, string operation, string input, EndpointSettings settings, out ResolvedEndpoint endpoint)
        => Apply(service, operation, input, settings, "/", null, out endpoint);

    static HttpRequest Apply(string service, string operation, string input, EndpointSettings settings, string path, string? account, out ResolvedEndpoint endpoint)
    {
        var request = new HttpRequest { Path = path };
        endpoint = Resolver(service, settings).Apply(request, Operation(service, operation), JsonElement.Parse(input), account);
        return request;
    }

    static EndpointResolver Resolver(string service, EndpointSettings settings) => new(s_pack.FindService(service)!.Value, settings);

    static Operation Operation(string service, string operation) => s_pack.FindService(service)!.Value.FindOperation(operation)!.Value;
}

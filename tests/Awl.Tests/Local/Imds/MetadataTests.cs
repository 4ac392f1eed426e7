using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Awl.Tests.Local.Imds;

public class MetadataTests
{
    [Fact]
    public async Task A_value_has_the_headers_of_a_real_one_and_no_final_line_feed()
    {
        await using var imds = await TestImds.StartAsync();
        using var reply = await imds.GetReplyAsync("/latest/meta-data/placement/availability-zone");
        Assert.Equal("eu-west-1a", await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("text/plain", reply.Content.Headers.ContentType!.ToString());
        Assert.Equal("none", reply.Headers.AcceptRanges.ToString());
        Assert.Equal("Mon, 06 May 2024 07:08:09 GMT", reply.Content.Headers.GetValues("Last-Modified").Single());
        Assert.Equal(["EC2ws"], reply.Headers.GetValues("Server"));
        Assert.True(reply.Headers.ConnectionClose);
        Assert.True(reply.Headers.CacheControl!.NoStore);
        Assert.NotNull(reply.Headers.Date);
        Assert.Equal(10, reply.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("/latest", "dynamic\nmeta-data")]
    [InlineData("/latest/", "dynamic\nmeta-data")]
    [InlineData("/latest/dynamic/", "fws/\ninstance-identity/\n")]
    [InlineData("/latest/dynamic/instance-identity", "document\npkcs7\nrsa2048\nsignature\n")]
    [InlineData("/latest/meta-data/public-keys/", "0=awl")]
    [InlineData("/latest/meta-data/public-keys/0/", "openssh-key")]
    [InlineData("/latest/meta-data/iam/", "info\nsecurity-credentials/\nsecurity-credentials-extended/")]
    [InlineData("/latest/meta-data/iam/security-credentials/", "app-role")]
    [InlineData("/latest/meta-data/iam/security-credentials", "app-role")]
    [InlineData("/latest/meta-data/events/maintenance/", "history\nscheduled")]
    [InlineData("/1.0/meta-data/placement/", "availability-zone\navailability-zone-id\nregion")]
    public async Task A_listing_has_a_line_for_each_entry(string path, string expected)
    {
        await using var imds = await TestImds.StartAsync();
        Assert.Equal(expected, await imds.GetAsync(path));
    }

    [Fact]
    public async Task The_root_lists_the_versions_and_each_has_the_same_data()
    {
        await using var imds = await TestImds.StartAsync();
        var versions = (await imds.GetAsync("/")).Split('\n');
        Assert.Equal("1.0", versions[0]);
        Assert.Equal("latest", versions[^1]);
        Assert.Equal(29, versions.Length);
        foreach (var version in versions) Assert.Equal("eu-west-1", await imds.GetAsync($"/{version}/meta-data/placement/region"));
    }

    [Theory]
    [InlineData("/latest/meta-data/placement/availability-zone/")]
    [InlineData("/latest/meta-data/placement/availability-zone?x=1")]
    public async Task A_final_slash_or_a_query_says_nothing(string path)
    {
        await using var imds = await TestImds.StartAsync();
        Assert.Equal("eu-west-1a", await imds.GetAsync(path));
    }

    [Theory]
    [InlineData("/latest/meta-data/none")]
    [InlineData("/latest//meta-data/")]
    [InlineData("//latest/meta-data/")]
    [InlineData("/latest/meta-data//")]
    [InlineData("/latest/meta-data/../meta-data/ami-id")]
    [InlineData("/latest/./meta-data/ami-id")]
    [InlineData("/latest/%2e%2e/latest/meta-data/ami-id")]
    [InlineData("/latest/meta-data%2fami-id")]
    [InlineData("/latest/meta-data\\ami-id")]
    [InlineData("/Latest/meta-data/ami-id")]
    [InlineData("/latest/meta-data/ami-id/x")]
    [InlineData("/2030-01-01/meta-data/ami-id")]
    [InlineData("/latest/meta-data/spot/instance-action")]
    [InlineData("/latest/meta-data/tags/instance/")]
    [InlineData("/latest/user-data")]
    public async Task What_is_not_there_is_a_page_with_404(string path)
    {
        await using var imds = await TestImds.StartAsync();
        using var reply = await imds.GetReplyAsync(path);
        Assert.Equal(404, (int)reply.StatusCode);
        Assert.Equal("text/html", reply.Content.Headers.ContentType!.ToString());
        Assert.Equal(339, (await reply.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task The_page_of_404_is_the_recorded_one()
    {
        var path = Conformance.Path("credentials/third-party/smithy-rs/default-credential-provider-chain/imds_no_iam_role/http-traffic.json");
        Assert.SkipWhen(!File.Exists(path), "The recorded answers are not here.");
        await using var imds = await TestImds.StartAsync();
        using var reply = await imds.GetReplyAsync("/latest/meta-data/none");
        var page = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var recorded = JsonElement.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).GetProperty("events").EnumerateArray()
            .Select(e => e.GetProperty("action")).Where(a => a.TryGetProperty("Data", out _)).Select(a => a.GetProperty("Data").GetProperty("data").GetProperty("Utf8").GetString());
        Assert.Contains(page, recorded);
    }

    [Theory, InlineData("POST"), InlineData("PUT"), InlineData("DELETE"), InlineData("OPTIONS"), InlineData("PATCH")]
    public async Task Data_are_read_only(string method)
    {
        await using var imds = await TestImds.StartAsync();
        using var reply = await imds.GetReplyAsync("/latest/meta-data/ami-id", method);
        Assert.Equal(405, (int)reply.StatusCode);
    }

    [Fact]
    public async Task HEAD_has_the_headers_and_no_body()
    {
        await using var imds = await TestImds.StartAsync();
        using var reply = await imds.GetReplyAsync("/latest/meta-data/placement/region", "HEAD");
        Assert.Equal(9, reply.Content.Headers.ContentLength);
        Assert.Empty(await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_parts_agree_with_each_other()
    {
        await using var imds = await TestImds.StartAsync("region: ap-southeast-2\nlocal-ipv4: 10.1.47.9\npublic-ipv4: 198.51.100.7\ninstance-type: c7gn.large\n");
        const string data = "/latest/meta-data/";
        var mac = await imds.GetAsync(data + "mac");
        Assert.Equal("02:29:0a:01:2f:09", mac);
        Assert.Equal(mac + "/", await imds.GetAsync(data + "network/interfaces/macs/"));
        var nic = $"{data}network/interfaces/macs/{mac}/";
        Assert.Equal("10.1.32.0/20", await imds.GetAsync(nic + "subnet-ipv4-cidr-block"));
        Assert.Equal("10.1.0.0/16", await imds.GetAsync(nic + "vpc-ipv4-cidr-block"));
        Assert.Equal("10.1.47.9", await imds.GetAsync(nic + "ipv4-associations/198.51.100.7"));
        Assert.Equal("123456789012", await imds.GetAsync(nic + "owner-id"));
        Assert.Equal("ip-10-1-47-9.ap-southeast-2.compute.internal", await imds.GetAsync(data + "hostname"));
        Assert.Equal("ec2-198-51-100-7.ap-southeast-2.compute.amazonaws.com", await imds.GetAsync(data + "public-hostname"));
        Assert.Equal("apse2-az1", await imds.GetAsync(data + "placement/availability-zone-id"));
        var document = JsonElement.Parse(await imds.GetAsync("/latest/dynamic/instance-identity/document"));
        Assert.Equal("arm64", document.GetProperty("architecture").GetString());
        Assert.Equal("10.1.47.9", document.GetProperty("privateIp").GetString());
        Assert.Equal(await imds.GetAsync(data + "instance-id"), document.GetProperty("instanceId").GetString());
        Assert.Equal(await imds.GetAsync(data + "ami-id"), document.GetProperty("imageId").GetString());
        Assert.Matches("^i-[0-9a-f]{17}$", await imds.GetAsync(data + "instance-id"));
    }

    [Theory]
    [InlineData("cn-north-1", "aws-cn", "amazonaws.com.cn", "cnn1-az1")]
    [InlineData("us-gov-west-1", "aws-us-gov", "amazonaws.com", "usgw1-az1")]
    [InlineData("us-east-1", "aws", "amazonaws.com", "use1-az1")]
    public async Task The_partition_follows_from_the_region(string region, string partition, string domain, string zoneId)
    {
        await using var imds = await TestImds.StartAsync($"region: {region}\n");
        Assert.Equal(partition, await imds.GetAsync("/latest/meta-data/services/partition"));
        Assert.Equal(domain, await imds.GetAsync("/latest/meta-data/services/domain"));
        Assert.Equal(zoneId, await imds.GetAsync("/latest/meta-data/placement/availability-zone-id"));
        Assert.Contains($"arn:{partition}:iam::123456789012:instance-profile/app-role", await imds.GetAsync("/latest/meta-data/iam/info"));
    }

    [Fact]
    public async Task The_file_may_say_anything_in_yaml_or_json()
    {
        await using var imds = await TestImds.StartAsync(
            """{"tags": {"Name": "web 1", "n": 5}, "meta-data": {"elastic-gpus": {"associations": {"x": "{}"}}, "public-ipv4": null, "product-codes": ["a", "b"]}, "user-data": "#!/bin/sh"}""");
        Assert.Equal("Name\nn", await imds.GetAsync("/latest/meta-data/tags/instance/"));
        Assert.Equal("web 1", await imds.GetAsync("/latest/meta-data/tags/instance/Name"));
        Assert.Equal("5", await imds.GetAsync("/latest/meta-data/tags/instance/n"));
        Assert.Equal("{}", await imds.GetAsync("/latest/meta-data/elastic-gpus/associations/x"));
        Assert.Equal("a\nb", await imds.GetAsync("/latest/meta-data/product-codes"));
        using var gone = await imds.GetReplyAsync("/latest/meta-data/public-ipv4");
        Assert.Equal(404, (int)gone.StatusCode);
    }

    [Theory]
    [InlineData("no-such: 1\n", "it has 'no-such'")]
    [InlineData("tags: [a]\n", "'tags' is no mapping")]
    [InlineData("tags: {a/b: c}\n", "cannot show a tag 'a/b'")]
    [InlineData("- a\n", "no mapping of names")]
    [InlineData("a: [\n", "neither YAML nor JSON")]
    [InlineData("region: {a: b}\n", "'region' is no text")]
    public async Task A_wrong_file_is_refused_at_the_start(string yaml, string message)
    {
        var e = await Assert.ThrowsAsync<UsageException>(() => TestImds.StartAsync(yaml));
        Assert.Contains("imds.yaml", e.Message);
        Assert.Contains(message, e.Message);
    }

    [Fact]
    public async Task User_data_are_bytes_as_given()
    {
        await using var imds = await TestImds.StartAsync(userData: [0, 255, 13, 10]);
        using var reply = await imds.GetReplyAsync("/latest/user-data");
        Assert.Equal([0, 255, 13, 10], await reply.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("application/octet-stream", reply.Content.Headers.ContentType!.ToString());
        Assert.Equal("bytes", reply.Headers.AcceptRanges.ToString());
        Assert.Equal("dynamic\nmeta-data\nuser-data", await imds.GetAsync("/latest/"));
    }

    [Fact]
    public async Task The_document_is_signed_under_our_own_certificate()
    {
        await using var imds = await TestImds.StartAsync();
        var document = Encoding.UTF8.GetBytes(await imds.GetAsync("/latest/dynamic/instance-identity/document"));
        var signature = Convert.FromBase64String((await imds.GetAsync("/latest/dynamic/instance-identity/signature")).Replace("\n", "", StringComparison.Ordinal));
        using var certificate = X509Certificate2.CreateFromPem(imds.Identity!.Certificate);
        using var key = certificate.GetRSAPublicKey()!;
        Assert.True(key.VerifyData(document, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

        var message = Convert.FromBase64String((await imds.GetAsync("/latest/dynamic/instance-identity/pkcs7")).Replace("\n", "", StringComparison.Ordinal));
        Assert.True(message.AsSpan().IndexOf(document) > 0);
    }
}

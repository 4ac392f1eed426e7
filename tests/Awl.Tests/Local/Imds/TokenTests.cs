namespace Awl.Tests.Local.Imds;

public class TokenTests
{
    const string Token = "X-aws-ec2-metadata-token", Seconds = "X-aws-ec2-metadata-token-ttl-seconds";

    [Fact]
    public async Task A_token_has_the_form_and_the_headers_of_a_real_one()
    {
        await using var imds = await TestImds.StartAsync();
        using var reply = await imds.SendAsync("PUT", "/latest/api/token", (Seconds, "21600"));
        var token = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)reply.StatusCode);
        Assert.Matches("^AQAEA[A-Za-z0-9_-]{49}==$", token);
        Assert.Equal("text/plain", reply.Content.Headers.ContentType!.ToString());
        Assert.Equal(["21600"], reply.Headers.GetValues("X-Aws-Ec2-Metadata-Token-Ttl-Seconds"));
        Assert.Equal(["EC2ws"], reply.Headers.GetValues("Server"));
        Assert.True(reply.Headers.ConnectionClose);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("+5")]
    [InlineData("21601")]
    [InlineData("99999999999999999999")]
    [InlineData("1.5")]
    [InlineData("abc")]
    [InlineData("0x10")]
    public async Task A_time_to_live_is_a_number_from_1_to_21600(string? seconds)
    {
        await using var imds = await TestImds.StartAsync();
        using var reply = seconds is null ? await imds.SendAsync("PUT", "/latest/api/token") : await imds.SendAsync("PUT", "/latest/api/token", (Seconds, seconds));
        Assert.Equal(400, (int)reply.StatusCode);
        Assert.Contains("<title>400 - Bad Request</title>", await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "10.0.0.1")]
    [InlineData("X-Forwarded-For", "")]
    [InlineData("Forwarded", "for=10.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    public async Task What_a_proxy_passes_on_gets_no_token(string header, string value)
    {
        await using var imds = await TestImds.StartAsync();
        using var reply = await imds.SendAsync("PUT", "/latest/api/token", (Seconds, "60"), (header, value));
        Assert.Equal(403, (int)reply.StatusCode);
    }

    [Fact]
    public async Task A_token_comes_from_latest_alone()
    {
        await using var imds = await TestImds.StartAsync();
        using var reply = await imds.SendAsync("PUT", "/2021-03-23/api/token", (Seconds, "60"));
        Assert.Equal(403, (int)reply.StatusCode);
    }

    [Theory, InlineData("GET"), InlineData("POST"), InlineData("DELETE"), InlineData("HEAD"), InlineData("OPTIONS")]
    public async Task Other_methods_on_the_token_are_not_allowed(string method)
    {
        await using var imds = await TestImds.StartAsync();
        using var reply = await imds.SendAsync(method, "/latest/api/token");
        Assert.Equal(405, (int)reply.StatusCode);
        Assert.Equal(["OPTIONS", "PUT"], reply.Content.Headers.Allow);
        Assert.Equal(0, reply.Content.Headers.ContentLength);
        Assert.Equal("text/plain", reply.Content.Headers.ContentType!.ToString());
        Assert.DoesNotContain(reply.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_reply_says_how_long_the_token_is_still_good()
    {
        await using var imds = await TestImds.StartAsync();
        var token = await imds.TokenAsync(60);
        imds.Machine.Now += TimeSpan.FromSeconds(13);
        using var reply = await imds.SendAsync("GET", "/latest/meta-data/instance-id", (Token, token));
        Assert.Equal(200, (int)reply.StatusCode);
        Assert.Equal(["47"], reply.Headers.GetValues(Seconds));
    }

    [Fact]
    public async Task A_token_ends_when_its_time_is_over()
    {
        await using var imds = await TestImds.StartAsync();
        var token = await imds.TokenAsync(1);
        imds.Machine.Now += TimeSpan.FromSeconds(1);
        using var reply = await imds.SendAsync("GET", "/latest/meta-data/instance-id", (Token, token));
        Assert.Equal(401, (int)reply.StatusCode);
    }

    [Fact]
    public async Task A_token_of_another_server_or_a_changed_one_is_refused()
    {
        await using var imds = await TestImds.StartAsync();
        await using var other = await TestImds.StartAsync();
        other.Machine.FillRandom(new byte[7]);   // the fake machine draws the same bytes for every server but for this
        var token = await imds.TokenAsync();
        foreach (var wrong in (string[])["", "x", token[..55], token + "=", token[..20] + (token[20] == 'A' ? 'B' : 'A') + token[21..], token[..54], new('A', 56)])
        {
            using var reply = await imds.SendAsync("GET", "/latest/meta-data/instance-id", (Token, wrong));
            Assert.Equal(401, (int)reply.StatusCode);
        }
    }

    [Fact]
    public async Task Without_a_token_nothing_is_answered()
    {
        await using var imds = await TestImds.StartAsync();
        foreach (var path in (string[])["/", "/latest", "/latest/meta-data/", "/latest/meta-data/iam/security-credentials/app-role", "/nowhere", "/latest/user-data"])
        {
            using var reply = await imds.SendAsync("GET", path);
            Assert.Equal(401, (int)reply.StatusCode);
            Assert.Contains("<title>401 - Unauthorized</title>", await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Version_1_answers_without_a_token_but_not_with_a_wrong_one()
    {
        await using var imds = await TestImds.StartAsync(version1: true);
        using var without = await imds.SendAsync("GET", "/latest/meta-data/instance-type");
        Assert.Equal("m5.large", await without.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.False(without.Headers.Contains(Seconds));
        using var wrong = await imds.SendAsync("GET", "/latest/meta-data/instance-type", (Token, "x"));
        Assert.Equal(401, (int)wrong.StatusCode);
    }

    [Fact]
    public async Task A_service_that_is_off_forbids_everything()
    {
        await using var imds = await TestImds.StartAsync(disabled: true);
        using var token = await imds.SendAsync("PUT", "/latest/api/token", (Seconds, "60"));
        Assert.Equal(403, (int)token.StatusCode);
        using var data = await imds.SendAsync("GET", "/latest/meta-data/");
        Assert.Equal(403, (int)data.StatusCode);
    }
}

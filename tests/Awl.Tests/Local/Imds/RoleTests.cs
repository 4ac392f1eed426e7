using Awl.Signing;

namespace Awl.Tests.Local.Imds;

public class RoleTests
{
    const string Path = "/latest/meta-data/iam/security-credentials/app-role";

    [Fact]
    public async Task Credentials_are_written_as_a_real_instance_writes_them()
    {
        await using var imds = await TestImds.StartAsync();
        Assert.Equal("""
            {
              "Code" : "Success",
              "LastUpdated" : "2024-05-06T07:08:09Z",
              "Type" : "AWS-HMAC",
              "AccessKeyId" : "ASIAEXAMPLE",
              "SecretAccessKey" : "secret/key",
              "Token" : "token",
              "Expiration" : "2024-05-06T13:08:09Z"
            }
            """, await imds.GetAsync(Path));
        Assert.Contains("\"AccountId\" : \"123456789012\"", await imds.GetAsync("/latest/meta-data/iam/security-credentials-extended/app-role"));
        using var json = await imds.GetReplyAsync(Path);
        Assert.Equal("text/plain", json.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task They_stay_the_same_until_a_quarter_of_an_hour_before_their_end()
    {
        await using var imds = await TestImds.StartAsync();
        var first = await imds.GetAsync(Path);
        imds.Machine.Now += TimeSpan.FromHours(5.74);
        Assert.Equal(first, await imds.GetAsync(Path));
        imds.Machine.Now += TimeSpan.FromMinutes(2);
        Assert.NotEqual(first, await imds.GetAsync(Path));
        Assert.Equal(2, imds.Fetches);
    }

    [Fact]
    public async Task Many_who_ask_at_once_cause_one_refresh()
    {
        await using var imds = await TestImds.StartAsync();
        var release = new TaskCompletionSource<AwsCredentials>();
        imds.Fetch = () => release.Task;
        var token = await imds.TokenAsync();
        var asking = Enumerable.Range(0, 50).Select(_ => imds.SendAsync("GET", Path, ("X-aws-ec2-metadata-token", token))).ToList();
        release.SetResult(new("ASIAONE", "s", "t", imds.Machine.Now.AddHours(1)));
        foreach (var reply in await Task.WhenAll(asking)) Assert.Equal(200, (int)reply.StatusCode);
        Assert.Equal(1, imds.Fetches);
    }

    [Fact]
    public async Task Without_credentials_it_says_why_with_503_and_in_its_log()
    {
        await using var imds = await TestImds.StartAsync();
        imds.Fetch = () => throw new CredentialsException(CredentialsFault.SsoTokenExpired, "The SSO token has ended: run awl sso login.");
        using var reply = await imds.GetReplyAsync(Path);
        Assert.Equal(503, (int)reply.StatusCode);
        Assert.Contains("\"Message\" : \"The SSO token has ended: run awl sso login.\"", await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Contains(imds.Log, line => line.Contains("run awl sso login", StringComparison.Ordinal));

        // At once nobody tries again; a few seconds later somebody does.
        using var again = await imds.GetReplyAsync(Path);
        Assert.Equal(1, imds.Fetches);
        imds.Machine.Now += TimeSpan.FromSeconds(6);
        using var later = await imds.GetReplyAsync(Path);
        Assert.Equal(2, imds.Fetches);
    }

    [Fact]
    public async Task The_old_ones_serve_while_new_ones_cannot_be_had()
    {
        await using var imds = await TestImds.StartAsync();
        var first = await imds.GetAsync(Path);
        imds.Fetch = () => throw new CredentialsException(CredentialsFault.Broken, "no network");
        imds.Machine.Now += TimeSpan.FromHours(5.9);
        Assert.Equal(first, await imds.GetAsync(Path));
        imds.Machine.Now += TimeSpan.FromHours(0.2);
        using var ended = await imds.GetReplyAsync(Path);
        Assert.Equal(503, (int)ended.StatusCode);
    }

    [Fact]
    public async Task No_secret_is_in_the_log()
    {
        await using var imds = await TestImds.StartAsync();
        await imds.GetAsync(Path);
        Assert.NotEmpty(imds.Log);
        Assert.All(imds.Log, line => Assert.DoesNotContain("secret/key", line));
        Assert.All(imds.Log, line => Assert.DoesNotContain("ASIAEXAMPLE", line));
    }

    [Fact]
    public async Task An_instance_without_a_role_has_no_iam()
    {
        await using var imds = await TestImds.StartAsync(role: null);
        using var reply = await imds.GetReplyAsync("/latest/meta-data/iam/");
        Assert.Equal(404, (int)reply.StatusCode);
        Assert.DoesNotContain("iam", await imds.GetAsync("/latest/meta-data/"));
    }

    [Fact]
    public async Task An_unknown_role_is_not_found()
    {
        await using var imds = await TestImds.StartAsync();
        using var reply = await imds.GetReplyAsync("/latest/meta-data/iam/security-credentials/other");
        Assert.Equal(404, (int)reply.StatusCode);
    }
}

using System.Text.Json.Nodes;

namespace Awl.Tests.Local.Sandbox;

/// <summary>AssumeRoleWithWebIdentity: what of a token is looked at, and what is said when it is not as it should be.</summary>
public sealed class WebIdentityTests : IAsyncLifetime
{
    SandboxHost _host = null!;
    TestIssuer _issuer = null!;

    public async ValueTask InitializeAsync()
    {
        (_host, _issuer) = (await SandboxHost.StartAsync(), await TestIssuer.StartAsync());
        await CallAsync($"Action=CreateOpenIDConnectProvider&ClientIDList.member.1=app&Url={_issuer.Url}");
        await CallAsync($"Action=CreateRole&RoleName=deploy&AssumeRolePolicyDocument={Uri.EscapeDataString(Trust("repo:me/*"))}");
    }

    public async ValueTask DisposeAsync()
    {
        Assert.Equal("", _host.Log);
        await _host.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Theory, InlineData("RS256", null), InlineData("ES256", null), InlineData("RS256", ""), InlineData("ES256", "")]
    public async Task A_token_of_a_known_issuer_gives_a_session_of_the_role_that_trusts_it(string algorithm, string? keyId)
    {
        var (status, body) = await AssumeAsync(_issuer.Token(Claims(), algorithm, keyId));
        Assert.True(status == 200, body);
        Assert.Contains("assumed-role/deploy/session</Arn>", body);
        Assert.Contains("<SubjectFromWebIdentityToken>repo:me/app</SubjectFromWebIdentityToken>", body);
        Assert.Contains("<Audience>app</Audience>", body);
    }

    public static TheoryData<string, string, int> BadClaims() => new()
    {
        { """{"exp":0}""", "ExpiredTokenException", 400 },
        { """{"exp":null}""", "InvalidIdentityToken", 400 },
        { """{"exp":99999999999999999999}""", "InvalidIdentityToken", 400 },
        { """{"iat":null}""", "InvalidIdentityToken", 400 },
        { """{"iat":4102444800}""", "IDPRejectedClaim", 403 },
        { """{"nbf":4102444800}""", "IDPRejectedClaim", 403 },
        { """{"iss":"https://example.com"}""", "InvalidIdentityToken", 400 },
        { """{"iss":null}""", "InvalidIdentityToken", 400 },
        { """{"iss":1}""", "InvalidIdentityToken", 400 },
        { """{"aud":"other"}""", "InvalidIdentityToken", 400 },
        { """{"aud":null}""", "InvalidIdentityToken", 400 },
        { """{"aud":[]}""", "InvalidIdentityToken", 400 },
        { """{"azp":"other"}""", "InvalidIdentityToken", 400 },
        { """{"sub":null}""", "InvalidIdentityToken", 400 },
        { """{"sub":"repo:you/app"}""", "AccessDenied", 403 },
    };

    [Theory, MemberData(nameof(BadClaims))]
    public async Task A_claim_that_does_not_fit_is_refused_by_its_code(string changes, string code, int expected)
    {
        var claims = Claims();
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
        {
            if (value is null) claims.Remove(name);
            else claims[name] = value.DeepClone();
        }
        await CheckRefusedAsync(_issuer.Token(claims), code, expected);
    }

    [Theory, InlineData("none"), InlineData("HS256"), InlineData("RS384"), InlineData("ES384"), InlineData("PS256"), InlineData("")]
    public async Task No_token_chooses_how_it_is_believed(string algorithm) => await CheckRefusedAsync(_issuer.Token(Claims(), algorithm), "InvalidIdentityToken", 400);

    [Fact]
    public async Task A_token_that_was_changed_or_that_another_key_signed_is_refused()
    {
        var (good, other) = (_issuer.Token(Claims()).Split('.'), _issuer.Token(new JsonObject { ["sub"] = "x" }).Split('.'));
        await using var stranger = await TestIssuer.StartAsync();
        foreach (var token in (string[])[$"{good[0]}.{other[1]}.{good[2]}", $"{good[0]}.{good[1]}.{other[2]}", $"{good[0]}.{good[1]}.", $"{good[0]}.{good[1]}", "nonsense", "a.b.c", "....", stranger.Token(Claims(), "ES256"),
            _issuer.Token(Claims(), keyId: "other"), _issuer.Token(Claims(), "ES256", "r"), _issuer.Token(Claims(), keyId: "none of ours")])
            await CheckRefusedAsync(token, "InvalidIdentityToken", 400);
    }

    [Theory]
    [InlineData("nonsense", "InvalidIdentityToken")]
    [InlineData("{}", "InvalidIdentityToken")]
    [InlineData("[]", "InvalidIdentityToken")]
    [InlineData("{\"jwks_uri\":\"file:///etc/passwd\"}", "InvalidIdentityToken")]
    [InlineData("{\"jwks_uri\":\"http://192.0.2.1/keys\"}", "InvalidIdentityToken")]
    [InlineData("{\"jwks_uri\":\"http://127.0.0.1:1/keys\"}", "IDPCommunicationError")]
    public async Task An_issuer_that_has_no_keys_to_show_is_named(string configuration, string code)
    {
        _issuer.Configuration = configuration;
        await CheckRefusedAsync(_issuer.Token(Claims()), code, 400);
    }

    [Fact]
    public async Task The_authorized_party_stands_for_the_audience()
    {
        var claims = Claims();
        (claims["aud"], claims["azp"]) = (new JsonArray("somebody", "else"), "app");
        Assert.Equal(200, (await AssumeAsync(_issuer.Token(claims))).Status);
    }

    [Fact]
    public async Task An_issuer_uses_https_or_is_on_this_machine()
    {
        foreach (var url in (string[])["http://example.com", "ftp://localhost", "https://example.com:8443", "https://example.com/?a=b", "nonsense", "https://user@example.com"])
            Assert.Contains("<Code>InvalidInput</Code>", (await CallAsync("Action=CreateOpenIDConnectProvider&Url=" + Uri.EscapeDataString(url))).Body);
        Assert.Equal(200, (await CallAsync("Action=CreateOpenIDConnectProvider&Url=https://token.actions.githubusercontent.com")).Status);
    }

    JsonObject Claims() => new()
    {
        ["iss"] = _issuer.Url,
        ["sub"] = "repo:me/app",
        ["aud"] = "app",
        ["iat"] = _host.Machine.Now.ToUnixTimeSeconds(),
        ["exp"] = _host.Machine.Now.AddMinutes(5).ToUnixTimeSeconds(),
    };

    string Trust(string subject)
    {
        var provider = _issuer.Url["http://".Length..];
        return new JsonObject
        {
            ["Statement"] = new JsonObject
            {
                ["Effect"] = "Allow",
                ["Principal"] = new JsonObject { ["Federated"] = "arn:aws:iam::123456789012:oidc-provider/" + provider },
                ["Action"] = "sts:AssumeRoleWithWebIdentity",
                ["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject { [provider + ":aud"] = "app" }, ["StringLike"] = new JsonObject { [provider + ":sub"] = subject } },
            },
        }.ToJsonString();
    }

    async Task CheckRefusedAsync(string token, string code, int expected)
    {
        var (status, body) = await AssumeAsync(token);
        Assert.Contains($"<Code>{code}</Code>", body);
        Assert.Equal(expected, status);
    }

    async Task<(int Status, string Body)> AssumeAsync(string token)
    {
        using var client = new HttpClient();
        using var form = new FormUrlEncodedContent(
        [
            new("Action", "AssumeRoleWithWebIdentity"), new("Version", "2011-06-15"), new("RoleArn", "arn:aws:iam::123456789012:role/deploy"), new("RoleSessionName", "session"), new("WebIdentityToken", token),
        ]);
        using var reply = await client.PostAsync(new Uri(_host.Url), form, TestContext.Current.CancellationToken);
        return ((int)reply.StatusCode, await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    Task<(int Status, string Body)> CallAsync(string form)
        => new SignedRequest(_host, "iam").To("POST", "/").With("Content-Type", "application/x-www-form-urlencoded").WithBody(form + "&Version=2010-05-08").SendAsync();
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Config;
using Awl.Credentials;
using Awl.Tests.Machines;

namespace Awl.Tests.Credentials;

public class LoginProviderTests
{
    const string Cache = "/home/user/.aws/login/cache/";

    [Fact]
    public async Task AWS_cases_of_the_console_login_pass()
    {
        var cases = JsonNode.Parse(File.ReadAllText(Conformance.Path("login/login-provider-test-cases.json")))!.AsArray();
        Assert.NotEmpty(cases);
        foreach (var test in cases) await RunAsync(test!);
    }

    [Fact]
    public void A_proof_is_signed_with_the_key_that_it_carries()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var proof = DpopProof.Make(key.ExportECPrivateKeyPem(), "POST", "https://a/v1/token", DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), new byte[16]);

        var parts = proof.Split('.');
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256));
        var point = key.ExportParameters(false).Q;
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!;
        Assert.Equal($$$"""{"typ":"dpop+jwt","alg":"ES256","jwk":{"kty":"EC","x":"{{{Base64Url.EncodeToString(point.X)}}}","y":"{{{Base64Url.EncodeToString(point.Y)}}}","crv":"P-256"}}""", header.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal("""{"htm":"POST","htu":"https://a/v1/token","iat":1700000000,"jti":"00000000-0000-0000-0000-000000000000"}""", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])));
    }

    static async Task RunAsync(JsonNode test)
    {
        var machine = new FakeMachine { Now = new(2025, 11, 19, 0, 0, 0, TimeSpan.Zero) };
        machine.With("/home/user/.aws/config", (string)test["configContents"]!);
        foreach (var (name, content) in test["cacheContents"]!.AsObject()) machine.With(Cache + name, content!.ToJsonString());
        var settings = new Settings(machine, new() { Profile = "signin" });
        var context = new CredentialsContext(machine, settings, Log.Off) { Api = new LoginApi(test["mockApiCalls"]?.AsArray() ?? []) };
        var chain = new CredentialsChain(context, _ => [new LoginProvider(context, "signin", settings.Profile)]);

        foreach (var outcome in test["outcomes"]!.AsArray()) await CheckAsync(outcome!.AsObject(), new CachedProvider(chain, context), machine);
    }

    static async Task CheckAsync(JsonObject outcome, CachedProvider provider, FakeMachine machine)
    {
        switch ((string)outcome["result"]!)
        {
            case "error":
                await Assert.ThrowsAnyAsync<AwlException>(async () => await provider.FindAsync(TestContext.Current.CancellationToken));
                break;
            case "credentials":
                var found = await provider.FindAsync(TestContext.Current.CancellationToken);
                Assert.Equal((string)outcome["accessKeyId"]!, found!.AccessKeyId);
                Assert.Equal((string)outcome["secretAccessKey"]!, found.SecretAccessKey);
                Assert.Equal((string)outcome["sessionToken"]!, found.SessionToken);
                Assert.Equal((string)outcome["accountId"]!, found.AccountId);
                Assert.Equal(CaseText.Time((string)outcome["expiresAt"]!), found.Expiration);
                break;
            default:
                foreach (var (name, content) in outcome.Where(pair => pair.Key != "result"))
                {
                    Assert.Equal(Cleaned(content!).ToJsonString(), Cleaned(JsonNode.Parse(machine.Files[Cache + name])!).ToJsonString());
                }
                break;
        }
    }

    /// <summary>The entry with its members in order: the suite's own order says nothing.</summary>
    static JsonObject Cleaned(JsonNode entry) => new(entry.AsObject().OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => KeyValuePair.Create(pair.Key, pair.Value is JsonObject map ? Cleaned(map) : pair.Value?.DeepClone())));

    sealed class LoginApi(JsonArray calls) : ICredentialsApi
    {
        int _next;

        public Task<JsonElement> CallAsync(CredentialsCall call, CancellationToken cancellationToken)
        {
            var expected = calls[_next++]!;
            Assert.True(JsonNode.DeepEquals(expected["request"], JsonNode.Parse(call.Input)));
            Assert.Equal("DPoP", call.Header!("POST", "https://us-east-1.signin.aws.amazon.com/v1/token").Key);
            return expected["response"] is { } response ? Task.FromResult(JsonElement.Parse(response.ToJsonString()))
                : throw new ServiceException("ValidationException", "", call.Operation) { Status = (int)expected["responseCode"]! };
        }
    }
}

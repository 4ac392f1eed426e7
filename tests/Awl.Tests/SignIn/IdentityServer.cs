using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Awl.Tests.Http;

namespace Awl.Tests.SignIn;

/// <summary>IAM Identity Center and AWS's sign-in service on 127.0.0.1, as far as logins need them. It checks what a real one would: codes, proof keys, proofs of possession.</summary>
sealed class IdentityServer : IAsyncDisposable
{
    public const string Arn = "arn:aws:sts::012345678910:assumed-role/Admin/admin";

    readonly LoopbackServer _server;
    readonly ConcurrentQueue<string> _requests = new();
    readonly ConcurrentDictionary<string, (string Challenge, string RedirectUri)> _codes = new();
    int _lastCode;

    public IdentityServer() => _server = new(ServeAsync);

    public string Url => $"http://{_server.Host}";

    /// <summary>Method, path and body of each request.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>The errors that the next requests for a token get, before any is granted: <c>AuthorizationPendingException</c>.</summary>
    public ConcurrentQueue<string> TokenErrors { get; } = new();

    /// <summary>Accounts by number, each with its roles.</summary>
    public SortedDictionary<string, string[]> Accounts { get; } = new() { ["111122223333"] = ["Admin"] };

    /// <summary>What a browser that asks for the page itself finds at the end of the address that it is sent back to.</summary>
    public string RedirectSuffix { get; init; } = "";

    /// <summary>The identity of console logins.</summary>
    public string Subject { get; set; } = Arn;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Plays the page of a login and a person who agrees: the address that the browser is sent back to.</summary>
    public string Authorize(string pageUrl)
    {
        Assert.StartsWith(Url, pageUrl);
        var query = HttpUtility.ParseQueryString(new Uri(pageUrl).Query);
        Assert.Equal("code", query["response_type"]);
        var code = $"code-{Interlocked.Increment(ref _lastCode)}";
        _codes[code] = (query["code_challenge"]!, query["redirect_uri"]!);
        return $"{query["redirect_uri"]}?code={code}&state={query["state"]}";
    }

    async Task ServeAsync(LoopbackConnection connection)
    {
        while (await connection.ReadRequestAsync() is { } request)
        {
            var line = request.Head.Split("\r\n")[0].Split(' ');
            var body = Encoding.UTF8.GetString(request.Body);
            _requests.Enqueue($"{line[0]} {line[1]} {body}".TrimEnd());
            if (line[1].Split('?')[0] is "/authorize" or "/v1/authorize")
            {
                await connection.WriteAsync($"HTTP/1.1 302 X\r\nLocation: {Authorize(Url + line[1])}{RedirectSuffix}\r\nContent-Length: 0\r\n\r\n");
                continue;
            }
            var (status, error, json) = Answer(line[1], request.Head, body.Length == 0 ? [] : JsonNode.Parse(body)!.AsObject());
            var content = json.ToJsonString();
            var header = error is null ? "" : $"x-amzn-errortype: {error}\r\n";
            await connection.WriteAsync($"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\n{header}Content-Length: {content.Length}\r\n\r\n{content}");
        }
    }

    (int Status, string? Error, JsonObject Json) Answer(string target, string head, JsonObject input) => target.Split('?')[0] switch
    {
        "/client/register" => Ok(new() { ["clientId"] = "cid", ["clientSecret"] = "csec-secret", ["clientSecretExpiresAt"] = 4_000_000_000 }),
        "/device_authorization" => Ok(Device()),
        "/token" => Token(input),
        "/logout" => Ok([]),
        "/federation/credentials" => Ok(new() { ["roleCredentials"] = RoleCredentials() }),
        "/assignment/accounts" => Ok(new() { ["accountList"] = new JsonArray([.. Accounts.Keys.Select(AccountOf)]) }),
        "/assignment/roles" => Ok(new() { ["roleList"] = new JsonArray([.. RolesOf(HttpUtility.ParseQueryString(target.Split('?')[1])["account_id"]!)]) }),
        "/v1/token" => ConsoleToken(head, input),
        _ => (404, "NotFound", []),
    };

    static (int, string?, JsonObject) Ok(JsonObject json) => (200, null, json);

    static JsonObject Device() => new()
    {
        ["deviceCode"] = "dev-secret",
        ["userCode"] = "ABCD-EFGH",
        ["verificationUri"] = "https://device.example/",
        ["verificationUriComplete"] = "https://device.example/?user_code=ABCD-EFGH",
        ["expiresIn"] = 600,
        ["interval"] = 1,
    };

    static JsonObject RoleCredentials()
        => new() { ["accessKeyId"] = "ASIASSO", ["secretAccessKey"] = "role-secret", ["sessionToken"] = "role-token-secret", ["expiration"] = 4_000_000_000_000 };

    static JsonNode AccountOf(string number) => new JsonObject { ["accountId"] = number, ["accountName"] = $"name-{number[..3]}", ["emailAddress"] = $"{number[..3]}@example.com" };

    IEnumerable<JsonNode> RolesOf(string account) => Accounts[account].Select(role => new JsonObject { ["roleName"] = role, ["accountId"] = account });

    (int, string?, JsonObject) Token(JsonObject input)
    {
        if (TokenErrors.TryDequeue(out var error)) return (400, error, new() { ["error"] = error });
        if ((string?)input["grantType"] == "authorization_code" && !IsRedeemed(input)) return (400, "InvalidGrantException", new() { ["error"] = "invalid_grant" });

        return Ok(new() { ["accessToken"] = "access-secret", ["refreshToken"] = "refresh-secret", ["expiresIn"] = 28800, ["tokenType"] = "Bearer" });
    }

    (int, string?, JsonObject) ConsoleToken(string head, JsonObject input)
    {
        if (TokenErrors.TryDequeue(out var error)) return (403, "AccessDeniedException", new() { ["error"] = error, ["message"] = "" });
        if (!IsProof(LoopbackConnection.HeaderIn(head, "DPoP")!)) return (400, "ValidationException", new() { ["error"] = "INVALID_REQUEST", ["message"] = "proof" });
        if ((string?)input["grantType"] == "authorization_code" && !IsRedeemed(input)) return (400, "ValidationException", new() { ["error"] = "INVALID_REQUEST", ["message"] = "code" });

        var token = new JsonObject { ["accessKeyId"] = "ASIALOGIN", ["secretAccessKey"] = "login-secret", ["sessionToken"] = "login-token-secret" };
        return Ok(new() { ["accessToken"] = token, ["tokenType"] = "aws_sigv4", ["expiresIn"] = 900, ["refreshToken"] = "refresh-secret", ["idToken"] = IdToken() });
    }

    string IdToken() => $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(new JsonObject { ["sub"] = Subject }.ToJsonString()))}.c2ln";

    /// <summary>Whether the code was given for this proof key and address, and for the first time.</summary>
    bool IsRedeemed(JsonObject input)
        => _codes.TryRemove((string)input["code"]!, out var given) && given.RedirectUri == (string?)input["redirectUri"]
            && given.Challenge == Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes((string)input["codeVerifier"]!)));

    bool IsProof(string proof)
    {
        var parts = proof.Split('.');
        var (header, payload) = (Part(parts[0]), Part(parts[1]));
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = Base64Url.DecodeFromChars((string)header["jwk"]!["x"]!), Y = Base64Url.DecodeFromChars((string)header["jwk"]!["y"]!) },
        });
        return (string?)payload["htu"] == $"{Url}/v1/token" && (string?)payload["htm"] == "POST"
            && key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256);
    }

    static JsonNode Part(string text) => JsonNode.Parse(Base64Url.DecodeFromChars(text))!;
}

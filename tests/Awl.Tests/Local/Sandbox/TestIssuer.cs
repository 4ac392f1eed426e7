using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.Local.Hosting;
using Microsoft.AspNetCore.Http;

namespace Awl.Tests.Local.Sandbox;

/// <summary>An OpenID Connect issuer on this machine, with a key of each kind.</summary>
sealed class TestIssuer : IAsyncDisposable
{
    /// <summary>Made once: it takes a while.</summary>
    static readonly RSAParameters s_key = NewKey();

    readonly RSA _rsa = RSA.Create(s_key);
    readonly ECDsa _ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    LocalServer? _server;

    public string Url => _server!.Url;

    /// <summary>What it answers with in the place of its configuration.</summary>
    public string? Configuration { get; set; }

    public static async Task<TestIssuer> StartAsync()
    {
        var issuer = new TestIssuer();
        issuer._server = await LocalServer.StartAsync(new(), new(TimeProvider.System), issuer.AnswerAsync, CancellationToken.None);
        return issuer;
    }

    /// <summary>A signed token.</summary>
    /// <param name="claims">Its claims.</param>
    /// <param name="algorithm">How it says that it is signed, which is how it is where it is one of ours.</param>
    /// <param name="keyId">The key that it names, or null.</param>
    public string Token(JsonObject claims, string algorithm = "RS256", string? keyId = null)
    {
        var header = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT" };
        if ((keyId ?? (algorithm == "ES256" ? "e" : "r")) is { Length: > 0 } id) header["kid"] = id;
        var text = $"{Encode(header)}.{Encode(claims)}";
        return $"{text}.{Base64Url.EncodeToString(Sign(Encoding.ASCII.GetBytes(text), algorithm))}";
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _rsa.Dispose();
        _ecdsa.Dispose();
    }

    static RSAParameters NewKey()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportParameters(true);
    }

    byte[] Sign(byte[] text, string algorithm) => algorithm switch
    {
        "RS256" => _rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        "ES256" => _ecdsa.SignData(text, HashAlgorithmName.SHA256),
        "HS256" => HMACSHA256.HashData(_rsa.ExportParameters(false).Modulus!, text),   // the public key as a secret that everybody knows
        _ => [],
    };

    Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(context.Request.Path == "/keys" ? Keys() : Configuration ?? $$"""{"issuer":"{{Url}}","jwks_uri":"{{Url}}/keys"}""");
    }

    string Keys()
    {
        var (rsa, ec) = (_rsa.ExportParameters(false), _ecdsa.ExportParameters(false));
        return new JsonObject
        {
            ["keys"] = new JsonArray(
                new JsonObject { ["kty"] = "oct", ["kid"] = "other" }, 1,
                new JsonObject { ["kty"] = "RSA", ["kid"] = "r", ["n"] = Base64Url.EncodeToString(rsa.Modulus), ["e"] = Base64Url.EncodeToString(rsa.Exponent) },
                new JsonObject { ["kty"] = "EC", ["kid"] = "e", ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(ec.Q.X), ["y"] = Base64Url.EncodeToString(ec.Q.Y) }),
        }.ToJsonString();
    }

    static string Encode(JsonObject json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}

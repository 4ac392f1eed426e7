using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Awl.Local.Sandbox.Sts;

/// <summary>Checks the signature of a token against a key of its issuer.</summary>
/// <remarks>Source: RFC 7518, 3 for algorithms and 6 for keys; IAM user guide, "Create an OpenID Connect identity provider in IAM", for which of them AWS takes.</remarks>
static class TokenSignature
{
    const int SmallestRsaBits = 2048;

    /// <summary>Whether the key signed the token. The algorithm must be one of the key's kind: no token chooses how it is believed.</summary>
    public static bool IsValid(WebIdentityToken token, JsonElement key)
    {
        try
        {
            return token.Algorithm switch
            {
                "RS256" or "RS384" or "RS512" when Text(key, "kty") == "RSA" => IsValidRsa(token, key),
                "ES256" when IsCurve(key, "P-256") => IsValidEcdsa(token, key, ECCurve.NamedCurves.nistP256),
                "ES384" when IsCurve(key, "P-384") => IsValidEcdsa(token, key, ECCurve.NamedCurves.nistP384),
                "ES512" when IsCurve(key, "P-521") => IsValidEcdsa(token, key, ECCurve.NamedCurves.nistP521),
                _ => false,
            };
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException) { return false; }   // no key that anybody could use
    }

    static bool IsCurve(JsonElement key, string curve) => Text(key, "kty") == "EC" && Text(key, "crv") == curve;

    static bool IsValidRsa(WebIdentityToken token, JsonElement key)
    {
        using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") });
        return rsa.KeySize >= SmallestRsaBits && rsa.VerifyData(token.Signed, token.Signature, HashOf(token), RSASignaturePadding.Pkcs1);
    }

    static bool IsValidEcdsa(WebIdentityToken token, JsonElement key, ECCurve curve)
    {
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = curve, Q = new() { X = Bytes(key, "x"), Y = Bytes(key, "y") } });
        return ecdsa.VerifyData(token.Signed, token.Signature, HashOf(token));
    }

    static HashAlgorithmName HashOf(WebIdentityToken token) => token.Algorithm![2..] switch
    {
        "256" => HashAlgorithmName.SHA256,
        "384" => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };

    static string? Text(JsonElement key, string name) => key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static byte[] Bytes(JsonElement key, string name) => Base64Url.DecodeFromChars(Text(key, name) ?? throw new FormatException());
}

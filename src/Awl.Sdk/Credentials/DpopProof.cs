using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Awl.Credentials;

/// <summary>Proves to the sign-in service that a request comes from who holds the session's key.</summary>
/// <remarks>Source: RFC 9449: a JWT over method and URL, signed with the P-256 key whose public half it carries.</remarks>
public static class DpopProof
{
    /// <summary>The proof for one request.</summary>
    /// <param name="pemKey">The private key in PEM form, SEC1 or PKCS 8.</param>
    /// <param name="method">The request's method.</param>
    /// <param name="url">The request's URL.</param>
    /// <param name="time">Now.</param>
    /// <param name="random">16 random bytes for the id.</param>
    /// <exception cref="CryptographicException">The key cannot be read.</exception>
    /// <exception cref="ArgumentException">It is not in PEM form.</exception>
    public static string Make(string pemKey, string method, string url, DateTimeOffset time, ReadOnlySpan<byte> random)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(pemKey);
        var signed = $"{Header(key)}.{Payload(method, url, time, random)}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    static string Header(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return Encoded(json =>
        {
            json.WriteString("typ", "dpop+jwt");
            json.WriteString("alg", "ES256");
            json.WriteStartObject("jwk");
            json.WriteString("kty", "EC");
            json.WriteString("x", Base64Url.EncodeToString(point.X));
            json.WriteString("y", Base64Url.EncodeToString(point.Y));
            json.WriteString("crv", "P-256");
            json.WriteEndObject();
        });
    }

    static string Payload(string method, string url, DateTimeOffset time, ReadOnlySpan<byte> random)
    {
        var id = new Guid(random).ToString();
        return Encoded(json =>
        {
            json.WriteString("htm", method);
            json.WriteString("htu", url);
            json.WriteNumber("iat", time.ToUnixTimeSeconds());
            json.WriteString("jti", id);
        });
    }

    static string Encoded(Action<Utf8JsonWriter> write)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return Base64Url.EncodeToString(content.GetBuffer().AsSpan(0, (int)content.Length));
    }
}

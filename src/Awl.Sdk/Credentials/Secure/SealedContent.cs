using System.Security.Cryptography;
using System.Text.Json;

namespace Awl.Credentials.Secure;

/// <summary>The bytes of an encrypted file: a head that can be read, and behind it secrets by name under AES-256-GCM.</summary>
/// <param name="Head">The head.</param>
/// <param name="Nonce">Drawn anew whenever it is sealed.</param>
/// <param name="Sealed">The cipher text and its tag of 16 bytes.</param>
sealed record SealedContent(SealedHead Head, byte[] Nonce, byte[] Sealed)
{
    const int TagSize = 16, NonceSize = 12;

    /// <exception cref="FormatException">It is of another form.</exception>
    public static SealedContent Parse(byte[] file)
    {
        try
        {
            var root = JsonElement.Parse(file);
            if (root.ValueKind != JsonValueKind.Object) throw new FormatException("it is no JSON object");

            var content = new SealedContent(SealedHead.Read(root), SealedHead.Bytes(root, "nonce"), SealedHead.Bytes(root, "sealed"));
            return content.Nonce.Length == NonceSize && content.Sealed.Length >= TagSize ? content : throw new FormatException("what is sealed is too short");
        }
        catch (JsonException e) { throw new FormatException("it is not JSON", e); }
    }

    public static SealedContent Seal(SealedHead head, Dictionary<string, string> secrets, byte[] key, Machine machine)
    {
        head = head with { Items = [.. secrets.Keys.Order(StringComparer.Ordinal)] };
        var plain = ToJson(secrets);
        var (nonce, sealing) = (new byte[NonceSize], new byte[plain.Length + TagSize]);
        machine.FillRandom(nonce);
        using (var cipher = new AesGcm(key, TagSize)) cipher.Encrypt(nonce, plain, sealing.AsSpan(0, plain.Length), sealing.AsSpan(plain.Length), head.ToBytes());
        CryptographicOperations.ZeroMemory(plain);
        return new(head, nonce, sealing);
    }

    /// <summary>The secrets by name.</summary>
    /// <exception cref="CryptographicException">It is not what was sealed with that key.</exception>
    public Dictionary<string, string> Open(byte[] key)
    {
        var plain = new byte[Sealed.Length - TagSize];
        using (var cipher = new AesGcm(key, TagSize)) cipher.Decrypt(Nonce, Sealed.AsSpan(0, plain.Length), Sealed.AsSpan(plain.Length), plain, Head.ToBytes());
        var secrets = new Dictionary<string, string>();
        foreach (var secret in JsonElement.Parse(plain).EnumerateObject()) secrets[secret.Name] = secret.Value.GetString()!;
        CryptographicOperations.ZeroMemory(plain);
        return secrets;
    }

    public byte[] ToBytes()
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content, new() { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            Head.Write(json);
            json.WriteBase64String("nonce", Nonce);
            json.WriteBase64String("sealed", Sealed);
            json.WriteEndObject();
        }
        return [.. content.ToArray(), (byte)'\n'];
    }

    static byte[] ToJson(Dictionary<string, string> secrets)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            foreach (var (name, secret) in secrets) json.WriteString(name, secret);
            json.WriteEndObject();
        }
        return content.ToArray();
    }
}

using System.Security.Cryptography;
using System.Text.Json;

namespace Awl.Credentials.Secure;

/// <summary>What stands readable in the encrypted file: how its key is made, and the names of what it holds. It is sealed with the content.</summary>
/// <param name="Cost">The cost of making the key.</param>
/// <param name="Salt">What the passphrase is mixed with.</param>
/// <param name="Check">Tells a wrong passphrase from a changed file: derived beside the key, and of no help in finding it.</param>
/// <param name="Items">The names of the secrets, sorted.</param>
sealed record SealedHead(ScryptCost Cost, byte[] Salt, byte[] Check, IReadOnlyList<string> Items)
{
    const int Version = 1;

    /// <exception cref="FormatException">It is of another form or of a later version.</exception>
    public static SealedHead Read(JsonElement root)
    {
        if (root.FindNumber("version") is not Version) throw new FormatException("its version is not 1");
        if (root.FindText("kdf") is not "scrypt") throw new FormatException("its key is not made by scrypt");

        var cost = new ScryptCost(Number(root, "n"), Number(root, "r"), Number(root, "p"));
        return cost.IsSane ? new(cost, Bytes(root, "salt"), Bytes(root, "check"), ItemsOf(root)) : throw new FormatException("n, r and p make no sense");
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("version", Version);
        json.WriteString("cipher", "aes-256-gcm");
        json.WriteString("kdf", "scrypt");
        json.WriteNumber("n", Cost.N);
        json.WriteNumber("r", Cost.R);
        json.WriteNumber("p", Cost.P);
        json.WriteBase64String("salt", Salt);
        json.WriteBase64String("check", Check);
        json.WriteStartArray("items");
        foreach (var item in Items) json.WriteStringValue(item);
        json.WriteEndArray();
    }

    /// <summary>The bytes that are sealed with the content: whoever changes the head breaks the seal.</summary>
    public byte[] ToBytes()
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            Write(json);
            json.WriteEndObject();
        }
        return content.ToArray();
    }

    /// <summary>The key of a passphrase, or null where it is another's.</summary>
    public byte[]? FindKey(ReadOnlySpan<byte> passphrase)
    {
        var (key, check) = Derive(passphrase, Salt, Cost);
        return CryptographicOperations.FixedTimeEquals(check, Check) ? key : null;
    }

    /// <summary>The key and the check of a passphrase.</summary>
    public static (byte[] Key, byte[] Check) Derive(ReadOnlySpan<byte> passphrase, byte[] salt, ScryptCost cost)
    {
        var derived = Scrypt.Derive(passphrase, salt, cost, 48);
        return (derived[..32], derived[32..]);
    }

    public static byte[] Bytes(JsonElement root, string name)
        => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out var bytes) ? bytes
            : throw new FormatException($"it has no {name}");

    static int Number(JsonElement root, string name)
        => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
            : throw new FormatException($"it has no {name}");

    static List<string> ItemsOf(JsonElement root)
    {
        var items = new List<string>();
        if (!root.TryGetProperty("items", out var names) || names.ValueKind != JsonValueKind.Array) throw new FormatException("it has no items");
        foreach (var name in names.EnumerateArray()) items.Add(name.ValueKind == JsonValueKind.String ? name.GetString()! : throw new FormatException("an item has no name"));
        return items;
    }
}

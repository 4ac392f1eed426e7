using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Awl.Local.Hosting;

/// <summary>32 random bytes that a client must show.</summary>
sealed class Secret
{
    readonly byte[] _hash;

    public Secret(Machine machine)
    {
        Span<byte> bytes = stackalloc byte[32];
        machine.FillRandom(bytes);
        Text = Base64Url.EncodeToString(bytes);
        _hash = SHA256.HashData(Encoding.ASCII.GetBytes(Text));
    }

    /// <summary>As it stands in a header or an address: 43 characters of base64url.</summary>
    public string Text { get; }

    /// <summary>Whether this is it. Takes as long for a near miss as for a far one: hashes are compared, all their bytes.</summary>
    public bool Is(string? text) => CryptographicOperations.FixedTimeEquals(_hash, SHA256.HashData(Encoding.UTF8.GetBytes(text ?? "")));

    /// <summary>Nothing, so that no log line shows it.</summary>
    public override string ToString() => "(secret)";
}

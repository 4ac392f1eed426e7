using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Awl.Local.Imds;

/// <summary>The tokens of version 2: made and checked. They carry their end and a signature, so none needs to be kept, however many are asked for.</summary>
/// <remarks>
/// 40 bytes as 56 characters: the start that real ones have, the end in seconds since the service's start, 8 random bytes, 24 bytes of
/// HMAC-SHA256 under a key of 32 random bytes that no other run knows. Source of the form: recorded tokens.
/// </remarks>
sealed class MetadataTokens
{
    public const int MostSeconds = 21_600;
    const int TokenBytes = 40, SignedBytes = 16;

    readonly Machine _machine;
    readonly byte[] _key = new byte[32];
    readonly DateTimeOffset _start;

    public MetadataTokens(Machine machine)
    {
        _machine = machine;
        machine.FillRandom(_key);
        _start = machine.Clock.GetUtcNow();
    }

    /// <summary>Reads the time to live that a client asks for: 1 to 21600 seconds; null for anything else.</summary>
    public static int? ParseSeconds(string? text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= MostSeconds ? seconds : null;

    public string Make(int seconds)
    {
        Span<byte> token = stackalloc byte[TokenBytes];
        ReadOnlySpan<byte> start = [1, 0, 4, 0];   // "AQAEA"
        start.CopyTo(token);
        BinaryPrimitives.WriteUInt32BigEndian(token[4..], (uint)(ElapsedSeconds() + seconds));
        _machine.FillRandom(token[8..SignedBytes]);
        Sign(token[..SignedBytes], token[SignedBytes..]);
        return Convert.ToBase64String(token).Replace('+', '-').Replace('/', '_');
    }

    /// <summary>The seconds that a token is still good for; null when it is none of ours or has ended.</summary>
    public int? SecondsLeft(string text)
    {
        Span<byte> token = stackalloc byte[TokenBytes];
        Span<byte> signature = stackalloc byte[TokenBytes - SignedBytes];
        if (text.Length != 56 || !Convert.TryFromBase64String(text.Replace('-', '+').Replace('_', '/'), token, out var count) || count != TokenBytes) return null;

        Sign(token[..SignedBytes], signature);
        if (!CryptographicOperations.FixedTimeEquals(signature, token[SignedBytes..])) return null;

        var left = BinaryPrimitives.ReadUInt32BigEndian(token[4..]) - ElapsedSeconds();
        return left > 0 ? (int)left : null;
    }

    long ElapsedSeconds() => (long)(_machine.Clock.GetUtcNow() - _start).TotalSeconds;

    void Sign(ReadOnlySpan<byte> signed, Span<byte> signature)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, signed, hash);
        hash[..signature.Length].CopyTo(signature);
    }
}

using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Awl.Local.Sandbox.Iam;

/// <summary>The codes of an MFA device: six digits, new every 30 seconds.</summary>
/// <remarks>Source: RFC 6238 with SHA-1; RFC 4648 for base 32.</remarks>
static class Totp
{
    public const int StepSeconds = 30;
    const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Whether a text is base 32, and not empty.</summary>
    public static bool IsSeed(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Letters);

    /// <summary>Whether a code is that of the moment, of the step before or of the step after.</summary>
    public static bool IsValid(string seed, string code, DateTimeOffset now)
        => CodeAt(seed, now) == code || CodeAt(seed, now.AddSeconds(-StepSeconds)) == code || CodeAt(seed, now.AddSeconds(StepSeconds)) == code;

    /// <summary>The code of a moment.</summary>
    public static string CodeAt(string seed, DateTimeOffset time)
    {
        Span<byte> step = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, time.ToUnixTimeSeconds() / StepSeconds);
        var mac = HMACSHA1.HashData(Decode(seed), step);
        var number = BinaryPrimitives.ReadUInt32BigEndian(mac.AsSpan(mac[^1] & 15)) & 0x7fffffff;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    static byte[] Decode(string seed)
    {
        var bytes = new List<byte>(seed.Length * 5 / 8);
        var (bits, count) = (0, 0);
        foreach (var letter in seed)
        {
            (bits, count) = (((bits << 5) | Letters.IndexOf(letter, StringComparison.Ordinal)) & 0xfff, count + 5);
            if (count < 8) continue;
            count -= 8;
            bytes.Add((byte)(bits >> count));
        }
        return [.. bytes];
    }
}

using System.Buffers.Binary;
using System.Numerics;

namespace Awl.Credentials;

/// <summary>SHA-1 in managed code, for the names of cache files.</summary>
/// <remarks>
/// AWS CLI names its files so. The platform's own would load OpenSSL, which costs more than all else that a cached role needs.
/// Source: FIPS 180-4.
/// </remarks>
static class Sha1
{
    const int BlockSize = 64, LengthSize = 8;

    /// <summary>The digest in lower-case hexadecimal.</summary>
    public static string Hex(ReadOnlySpan<byte> data)
    {
        Span<uint> state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0];
        var whole = data.Length / BlockSize * BlockSize;
        for (var i = 0; i < whole; i += BlockSize) AddBlock(state, data.Slice(i, BlockSize));
        AddEnd(state, data[whole..], data.Length);

        Span<byte> digest = stackalloc byte[20];
        for (var i = 0; i < state.Length; i++) BinaryPrimitives.WriteUInt32BigEndian(digest[(4 * i)..], state[i]);
        return Convert.ToHexStringLower(digest);
    }

    static void AddEnd(Span<uint> state, ReadOnlySpan<byte> rest, int length)
    {
        Span<byte> end = stackalloc byte[2 * BlockSize];
        end.Clear();
        rest.CopyTo(end);
        end[rest.Length] = 0x80;
        var size = rest.Length + 1 + LengthSize <= BlockSize ? BlockSize : 2 * BlockSize;
        BinaryPrimitives.WriteInt64BigEndian(end[(size - LengthSize)..], 8L * length);
        for (var i = 0; i < size; i += BlockSize) AddBlock(state, end.Slice(i, BlockSize));
    }

    static void AddBlock(Span<uint> state, ReadOnlySpan<byte> block)
    {
        Span<uint> words = stackalloc uint[80];
        for (var i = 0; i < 16; i++) words[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * i)..]);
        for (var i = 16; i < 80; i++) words[i] = BitOperations.RotateLeft(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);

        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4]);
        for (var i = 0; i < 80; i++)
        {
            var (mix, constant) = (i / 20) switch
            {
                0 => ((b & c) | (~b & d), 0x5A827999u),
                1 => (b ^ c ^ d, 0x6ED9EBA1u),
                2 => ((b & c) | (b & d) | (c & d), 0x8F1BBCDCu),
                _ => (b ^ c ^ d, 0xCA62C1D6u),
            };
            (a, b, c, d, e) = (BitOperations.RotateLeft(a, 5) + mix + e + constant + words[i], a, BitOperations.RotateLeft(b, 30), c, d);
        }
        state[0] += a; state[1] += b; state[2] += c; state[3] += d; state[4] += e;
    }
}

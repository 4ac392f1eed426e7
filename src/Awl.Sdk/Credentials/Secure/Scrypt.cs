using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Awl.Credentials.Secure;

/// <summary>Makes a key out of a passphrase, slowly and with much memory, so that guessing passphrases is dear.</summary>
/// <remarks>Source: RFC 7914, whose names these are. PBKDF2 is the platform's; what stands between its two calls is a shuffle without secrets of its own.</remarks>
static class Scrypt
{
    const int WordsPerBlock = 16;

    /// <summary>Derives so many bytes. Takes 128 * N * r bytes of memory.</summary>
    public static byte[] Derive(ReadOnlySpan<byte> passphrase, ReadOnlySpan<byte> salt, ScryptCost cost, int length)
    {
        var blocks = Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, 1, HashAlgorithmName.SHA256, cost.P * 128 * cost.R);
        var table = new uint[cost.N * 2 * cost.R * WordsPerBlock];
        for (var i = 0; i < cost.P; i++) Mix(blocks.AsSpan(i * 128 * cost.R, 128 * cost.R), cost, table);
        return Rfc2898DeriveBytes.Pbkdf2(passphrase, blocks, 1, HashAlgorithmName.SHA256, length);
    }

    /// <summary>scryptROMix</summary>
    static void Mix(Span<byte> bytes, ScryptCost cost, uint[] table)
    {
        var size = 2 * cost.R * WordsPerBlock;
        var (x, y) = (new uint[size], new uint[size]);
        for (var i = 0; i < size; i++) x[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 * i)..]);

        for (var i = 0; i < cost.N; i++)
        {
            x.CopyTo(table, i * size);
            MixBlocks(x, y);
            (x, y) = (y, x);
        }
        for (var i = 0; i < cost.N; i++)
        {
            var row = table.AsSpan((int)(x[size - WordsPerBlock] & (uint)(cost.N - 1)) * size, size);
            for (var k = 0; k < size; k++) x[k] ^= row[k];
            MixBlocks(x, y);
            (x, y) = (y, x);
        }
        for (var i = 0; i < size; i++) BinaryPrimitives.WriteUInt32LittleEndian(bytes[(4 * i)..], x[i]);
    }

    /// <summary>scryptBlockMix: the even blocks of the output first, then the odd ones.</summary>
    static void MixBlocks(ReadOnlySpan<uint> input, Span<uint> output)
    {
        var count = input.Length / WordsPerBlock;
        Span<uint> block = stackalloc uint[WordsPerBlock];
        input[^WordsPerBlock..].CopyTo(block);
        for (var i = 0; i < count; i++)
        {
            var next = input.Slice(i * WordsPerBlock, WordsPerBlock);
            for (var k = 0; k < WordsPerBlock; k++) block[k] ^= next[k];
            Salsa(block);
            block.CopyTo(output[((i / 2 + (i % 2 == 0 ? 0 : count / 2)) * WordsPerBlock)..]);
        }
    }

    /// <summary>Salsa20/8: four times the columns, then the rows.</summary>
    static void Salsa(Span<uint> block)
    {
        Span<uint> x = stackalloc uint[WordsPerBlock];
        block.CopyTo(x);
        for (var i = 0; i < 4; i++)
        {
            Quarter(ref x[0], ref x[4], ref x[8], ref x[12]);
            Quarter(ref x[5], ref x[9], ref x[13], ref x[1]);
            Quarter(ref x[10], ref x[14], ref x[2], ref x[6]);
            Quarter(ref x[15], ref x[3], ref x[7], ref x[11]);
            Quarter(ref x[0], ref x[1], ref x[2], ref x[3]);
            Quarter(ref x[5], ref x[6], ref x[7], ref x[4]);
            Quarter(ref x[10], ref x[11], ref x[8], ref x[9]);
            Quarter(ref x[15], ref x[12], ref x[13], ref x[14]);
        }
        for (var k = 0; k < WordsPerBlock; k++) block[k] += x[k];
    }

    static void Quarter(ref uint a, ref uint b, ref uint c, ref uint d)
    {
        b ^= BitOperations.RotateLeft(a + d, 7);
        c ^= BitOperations.RotateLeft(b + a, 9);
        d ^= BitOperations.RotateLeft(c + b, 13);
        a ^= BitOperations.RotateLeft(d + c, 18);
    }
}

/// <summary>What a derivation costs: N, a power of two, is the length of the table, r the size of its rows, p how often it is done.</summary>
readonly record struct ScryptCost(int N, int R, int P)
{
    /// <summary>64 MiB, twice. Source: OWASP's Password Storage Cheat Sheet, one of its equal choices.</summary>
    public static ScryptCost Default => new(1 << 16, 8, 2);

    /// <summary>Whether it is neither a joke nor more than a machine should be asked for: 1 GiB.</summary>
    public bool IsSane => N is >= 2 and <= 1 << 20 && BitOperations.IsPow2(N) && R is >= 1 and <= 32 && P is >= 1 and <= 16 && (long)N * R <= 1 << 23;
}

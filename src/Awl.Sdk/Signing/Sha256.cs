using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Awl.Signing;

/// <summary>SHA-256 in managed code, for the small texts that a signature hashes.</summary>
/// <remarks>
/// Loading OpenSSL costs about 4 ms when a process starts; hashing 2 KB here costs about 10 µs. Above <see cref="ManagedLimit"/> the
/// platform's own code wins. Source: FIPS 180-4. A mutable struct: keep it in a local or a field, never copy it by accident.
/// </remarks>
struct Sha256
{
    public const int DigestSize = 32;
    public const int BlockSize = 64;

    /// <summary>Up to this many bytes <see cref="Hash"/> stays in managed code.</summary>
    public const int ManagedLimit = 64 * 1024;

    const int LengthOffset = BlockSize - sizeof(ulong);

    State _state;
    Block _block;
    ulong _length;

    public Sha256() => InitialState.CopyTo(_state);

    /// <summary>The digest of the whole data, by whichever code is faster for its size.</summary>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> digest)
    {
        if (data.Length > ManagedLimit) { SHA256.HashData(data, digest); return; }

        var hash = new Sha256();
        hash.Append(data);
        hash.Finish(digest);
    }

    public void Append(ReadOnlySpan<byte> data)
    {
        var used = (int)(_length % BlockSize);
        _length += (ulong)data.Length;
        if (used > 0)
        {
            var taken = Math.Min(BlockSize - used, data.Length);
            data[..taken].CopyTo(_block[used..]);
            if (used + taken < BlockSize) return;
            Compress(_block);
            data = data[taken..];
        }
        var whole = data.Length - data.Length % BlockSize;
        Compress(data[..whole]);
        data[whole..].CopyTo(_block);
    }

    /// <summary>Writes the digest of all that was appended. The value is used up.</summary>
    public void Finish(Span<byte> digest)
    {
        var used = (int)(_length % BlockSize);
        _block[used] = 0x80;
        _block[(used + 1)..].Clear();
        if (used >= LengthOffset)
        {
            Compress(_block);
            _block[..].Clear();
        }
        BinaryPrimitives.WriteUInt64BigEndian(_block[LengthOffset..], _length * 8);
        Compress(_block);
        for (var i = 0; i < 8; i++) BinaryPrimitives.WriteUInt32BigEndian(digest[(4 * i)..], _state[i]);
    }

    void Compress(ReadOnlySpan<byte> blocks)
    {
        Span<uint> schedule = stackalloc uint[64];
        for (; !blocks.IsEmpty; blocks = blocks[BlockSize..])
        {
            Expand(blocks, schedule);
            Round(schedule);
        }
    }

    static void Expand(ReadOnlySpan<byte> block, Span<uint> schedule)
    {
        for (var i = 0; i < 16; i++) schedule[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * i)..]);
        for (var i = 16; i < 64; i++)
        {
            uint early = schedule[i - 15], late = schedule[i - 2];
            var s0 = BitOperations.RotateRight(early, 7) ^ BitOperations.RotateRight(early, 18) ^ (early >> 3);
            var s1 = BitOperations.RotateRight(late, 17) ^ BitOperations.RotateRight(late, 19) ^ (late >> 10);
            schedule[i] = schedule[i - 16] + s0 + schedule[i - 7] + s1;
        }
    }

    void Round(ReadOnlySpan<uint> schedule)
    {
        uint a = _state[0], b = _state[1], c = _state[2], d = _state[3], e = _state[4], f = _state[5], g = _state[6], h = _state[7];
        for (var i = 0; i < 64; i++)
        {
            var s1 = BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);
            var t1 = h + s1 + ((e & f) ^ (~e & g)) + Constants[i] + schedule[i];
            var s0 = BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22);
            var t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + t1, c, b, a, t1 + t2);
        }
        _state[0] += a; _state[1] += b; _state[2] += c; _state[3] += d;
        _state[4] += e; _state[5] += f; _state[6] += g; _state[7] += h;
    }

    [InlineArray(8)] struct State { uint _first; }

    [InlineArray(BlockSize)] struct Block { byte _first; }

    static ReadOnlySpan<uint> InitialState =>
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    static ReadOnlySpan<uint> Constants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];
}

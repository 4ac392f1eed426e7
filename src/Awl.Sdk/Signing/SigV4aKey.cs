using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Awl.Signing;

/// <summary>The key of SigV4a: a point on P-256 made of the keys, good in every region.</summary>
/// <remarks>
/// Source: aws-c-auth, key_derivation.c: NIST SP 800-108 in counter mode over HMAC-SHA256, drawn again until the number is below the
/// order of the curve. Its signatures differ each time: the nonce is random, as servers expect.
/// </remarks>
static class SigV4aKey
{
    const int KeySize = 32;
    const int MaxCounter = 254;

    /// <summary>The signature of a string to sign: ASN.1 DER in hex.</summary>
    public static string Sign(AwsCredentials credentials, ReadOnlySpan<byte> stringToSign)
    {
        Span<byte> hash = stackalloc byte[Sha256.DigestSize];
        Sha256.Hash(stringToSign, hash);
        using var key = Derive(credentials);
        return Convert.ToHexStringLower(key.SignHash(hash.ToArray(), DSASignatureFormat.Rfc3279DerSequence));
    }

    public static ECDsa Derive(AwsCredentials credentials)
        => ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = DerivePrivateKey(credentials) });

    /// <summary>The private number, 32 bytes, the highest first.</summary>
    public static byte[] DerivePrivateKey(AwsCredentials credentials)
    {
        var secret = new Utf8Text(stackalloc byte[256]);
        secret.Append("AWS4A"u8);
        secret.Append(credentials.SecretAccessKey);
        var candidate = new byte[KeySize];
        for (var counter = 1; counter <= MaxCounter; counter++)
        {
            Draw(secret.Written, credentials.AccessKeyId, (byte)counter, candidate);

            // Up to n - 2, and one more: a private key lies between 1 and n - 1.
            if (candidate.AsSpan().SequenceCompareTo(OrderMinusTwo) > 0) continue;
            AddOne(candidate);
            secret.Dispose();
            return candidate;
        }
        throw new CryptographicException("No SigV4a key can be made of these credentials.");
    }

    static void Draw(ReadOnlySpan<byte> secret, string accessKeyId, byte counter, Span<byte> candidate)
    {
        var input = new Utf8Text(stackalloc byte[256]);
        AppendNumber(ref input, 1);
        input.Append("AWS4-ECDSA-P256-SHA256"u8);
        input.Append(0);
        input.Append(accessKeyId);
        input.Append(counter);
        AppendNumber(ref input, KeySize * 8);
        HmacSha256.Compute(secret, input.Written, candidate);
        input.Dispose();
    }

    static void AppendNumber(ref Utf8Text text, int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        text.Append(bytes);
    }

    static void AddOne(Span<byte> number)
    {
        for (var i = number.Length - 1; ++number[i] == 0; i--) { }
    }

    static ReadOnlySpan<byte> OrderMinusTwo =>
    [
        0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x4f,
    ];
}

using System.Runtime.CompilerServices;

namespace Awl.Signing;

/// <summary>The key of SigV4: made of secret, day, region and service, so that it is worth nothing elsewhere.</summary>
readonly struct SigningKey
{
    readonly KeyBytes _key;

    SigningKey(ReadOnlySpan<byte> key) => key.CopyTo(_key);

    public static SigningKey Of(AwsCredentials credentials, SigningScope scope)
    {
        var text = new Utf8Text(stackalloc byte[256]);
        text.Append("AWS4"u8);
        text.Append(credentials.SecretAccessKey);
        Span<byte> key = stackalloc byte[HmacSha256.MacSize];
        Step(text.Written, SigningTime.Day(scope.Stamp), key);
        Step(key, scope.Region, key);
        Step(key, scope.SigningName, key);
        Step(key, SigningScope.Terminator, key);
        text.Dispose();
        return new(key);
    }

    /// <summary>The signature of a string to sign, in hex.</summary>
    public string Sign(ReadOnlySpan<byte> stringToSign)
    {
        Span<byte> mac = stackalloc byte[HmacSha256.MacSize];
        HmacSha256.Compute(_key, stringToSign, mac);
        return Convert.ToHexStringLower(mac);
    }

    static void Step(ReadOnlySpan<byte> key, ReadOnlySpan<char> word, Span<byte> next)
    {
        var text = new Utf8Text(stackalloc byte[256]);
        text.Append(word);
        HmacSha256.Compute(key, text.Written, next);
        text.Dispose();
    }

    [InlineArray(HmacSha256.MacSize)] struct KeyBytes { byte _first; }
}

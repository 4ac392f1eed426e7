namespace Awl.Signing;

/// <summary>Signs the parts of a body one after the other, each together with the signature before it.</summary>
/// <remarks>Keeps no state but the key: the caller keeps the signature of the last part. Source: S3 API reference, "sigv4-streaming".</remarks>
/// <param name="credentials">The keys that the request was signed with.</param>
/// <param name="context">The context that the request was signed in.</param>
/// <param name="seed">The signature of the request, the first link.</param>
sealed class ChunkSigner(AwsCredentials credentials, SigningContext context, string seed)
{
    /// <summary>How long each signature is, in hex.</summary>
    public const int SignatureLength = 2 * HmacSha256.MacSize;

    const int StackSize = 512;

    readonly SigningScope _scope = SigningScope.Of(context);
    readonly SigningKey _key = SigningKey.Of(credentials, SigningScope.Of(context));

    public string Seed { get; } = seed;

    /// <summary>The signature of a part of the body: of a chunk without headers, or of an event with its encoded headers.</summary>
    public string SignPart(string previous, ReadOnlySpan<byte> headers, ReadOnlySpan<byte> payload)
    {
        var text = Head("AWS4-HMAC-SHA256-PAYLOAD", previous, stackalloc byte[StackSize]);
        AppendHash(ref text, headers);
        text.Append((byte)'\n');
        AppendHash(ref text, payload);
        return Finish(ref text);
    }

    /// <summary>The signature of the lines after the last chunk, each <c>name:value\n</c>.</summary>
    public string SignTrailer(string previous, ReadOnlySpan<byte> lines)
    {
        var text = Head("AWS4-HMAC-SHA256-TRAILER", previous, stackalloc byte[StackSize]);
        AppendHash(ref text, lines);
        return Finish(ref text);
    }

    Utf8Text Head(string algorithm, string previous, Span<byte> start)
    {
        var text = new Utf8Text(start);
        _scope.WriteHead(ref text, algorithm);
        text.Append(previous);
        text.Append((byte)'\n');
        return text;
    }

    string Finish(ref Utf8Text text)
    {
        var signature = _key.Sign(text.Written);
        text.Dispose();
        return signature;
    }

    static void AppendHash(ref Utf8Text text, ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[Sha256.DigestSize];
        Sha256.Hash(data, hash);
        text.AppendHex(hash);
    }
}

using System.Buffers.Binary;

namespace Awl.Signing;

/// <summary>Signs the messages of an event stream that goes to the server, one after the other.</summary>
/// <remarks>
/// A signed message carries the plain message as its payload and two headers of its own: <c>:date</c> (a timestamp) and
/// <c>:chunk-signature</c> (32 bytes). The stream ends with a signed message without payload. Source: Transcribe developer guide,
/// "Event stream encoding"; botocore has none.
/// </remarks>
/// <param name="credentials">The keys that the request was signed with.</param>
/// <param name="context">The context that the request was signed in, with <see cref="PayloadHash.SignedEvents"/>.</param>
/// <param name="seed">The signature of the request, the first link.</param>
sealed class EventSigner(AwsCredentials credentials, SigningContext context, string seed)
{
    const byte TimestampType = 8;

    string _previous = seed;

    /// <summary>The value of <c>:chunk-signature</c> for the next message.</summary>
    /// <param name="message">The plain message, framed; empty for the end of the stream.</param>
    /// <param name="time">The value of <c>:date</c>; milliseconds count, what is finer does not.</param>
    public byte[] Sign(ReadOnlySpan<byte> message, DateTimeOffset time)
    {
        Span<byte> headers = [5, .. ":date"u8, TimestampType, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt64BigEndian(headers[^sizeof(long)..], time.ToUnixTimeMilliseconds());
        _previous = new ChunkSigner(credentials, context with { Time = time }, _previous).SignPart(_previous, headers, message);
        return Convert.FromHexString(_previous);
    }
}

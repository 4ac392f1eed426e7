using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Awl.Protocols.Codecs;

/// <summary>Reads the messages of an event stream, one at a time, in one buffer.</summary>
/// <remarks>
/// A message, all numbers big-endian:
///   0  u32  length of the whole message
///   4  u32  length of the headers
///   8  u32  CRC-32 of the first 8 bytes
///  12       headers: u8 length of the name, name, u8 <see cref="EventStreamHeaderType"/>, for texts and bytes u16 length, value
///           payload
///  -4  u32  CRC-32 of everything before
/// Source: Smithy 2.0, Amazon Event Stream specification; botocore eventstream.py, also for the limits.
/// </remarks>
sealed class EventStreamReader(Stream stream)
{
    public const int PreludeSize = 12;
    public const int CrcSize = 4;
    const int MaxHeadersSize = 128 * 1024;
    const int MaxPayloadSize = 24 * 1024 * 1024;

    byte[] _buffer = new byte[4096];

    /// <summary>The next message, or null at the end of the stream. It is valid until the next call.</summary>
    /// <exception cref="MalformedResponseException">The stream breaks off in a message, or the message is damaged.</exception>
    public async ValueTask<EventStreamMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await stream.ReadAtLeastAsync(_buffer.AsMemory(0, PreludeSize), PreludeSize, throwOnEndOfStream: false, cancellationToken)
            .ConfigureAwait(false);
        if (read == 0) return null;
        if (read < PreludeSize) throw Damaged("it breaks off in a message");

        var (length, headersLength) = ReadPrelude(_buffer);
        if (_buffer.Length < length) Array.Resize(ref _buffer, length);
        var rest = _buffer.AsMemory(PreludeSize, length - PreludeSize);
        if (await stream.ReadAtLeastAsync(rest, rest.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) < rest.Length)
            throw Damaged("it breaks off in a message");
        return Decode(_buffer.AsMemory(0, length), headersLength);
    }

    static (int Length, int HeadersLength) ReadPrelude(ReadOnlySpan<byte> prelude)
    {
        CheckCrc(prelude[..8], prelude[8..]);
        var length = BinaryPrimitives.ReadUInt32BigEndian(prelude);
        var headersLength = BinaryPrimitives.ReadUInt32BigEndian(prelude[4..]);
        if (headersLength > MaxHeadersSize) throw Damaged($"the headers of a message have {headersLength} bytes");
        if (length < PreludeSize + headersLength + CrcSize) throw Damaged($"a message with {headersLength} bytes of headers claims to have {length} in all");
        if (length - headersLength > PreludeSize + MaxPayloadSize + CrcSize) throw Damaged($"a message has {length} bytes");
        return ((int)length, (int)headersLength);
    }

    static EventStreamMessage Decode(ReadOnlyMemory<byte> message, int headersLength)
    {
        CheckCrc(message.Span[..^CrcSize], message.Span[^CrcSize..]);
        return new(ReadHeaders(message.Slice(PreludeSize, headersLength)), message[(PreludeSize + headersLength)..^CrcSize]);
    }

    static void CheckCrc(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> expected)
    {
        var crc = Crc32.HashToUInt32(bytes);
        if (crc != BinaryPrimitives.ReadUInt32BigEndian(expected)) throw Damaged("the checksum of a message does not match");
    }

    static List<EventStreamHeader> ReadHeaders(ReadOnlyMemory<byte> bytes)
    {
        var headers = new List<EventStreamHeader>(8);
        while (!bytes.IsEmpty)
        {
            var header = ReadHeader(ref bytes);
            if (headers.Exists(other => other.Name == header.Name)) throw Damaged($"a message has the header {header.Name} twice");
            headers.Add(header);
        }
        return headers;
    }

    static EventStreamHeader ReadHeader(ref ReadOnlyMemory<byte> bytes)
    {
        var name = Encoding.UTF8.GetString(Take(ref bytes, Take(ref bytes, 1).Span[0]).Span);
        var type = (EventStreamHeaderType)Take(ref bytes, 1).Span[0];
        if (type > EventStreamHeaderType.Uuid) throw Damaged($"the header {name} has the unknown type {(int)type}");

        var size = EventStreamHeader.SizeOf(type);
        if (size < 0) size = BinaryPrimitives.ReadUInt16BigEndian(Take(ref bytes, 2).Span);
        return new(name, type, Take(ref bytes, size));
    }

    static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> bytes, int count)
    {
        if (bytes.Length < count) throw Damaged("a header is longer than the headers");
        var taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }

    static MalformedResponseException Damaged(string what) => new($"The event stream of the reply is damaged: {what}.");
}

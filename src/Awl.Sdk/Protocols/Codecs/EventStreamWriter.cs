using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Awl.Protocols.Codecs;

/// <summary>Writes the messages of an event stream.</summary>
/// <remarks>Layout: <see cref="EventStreamReader"/>.</remarks>
static class EventStreamWriter
{
    /// <summary>A message as it goes on the wire, or as it is signed.</summary>
    public static byte[] Encode(EventStreamMessage message)
    {
        var headersLength = 0;
        foreach (var header in message.Headers) headersLength += LengthOf(header);

        var bytes = new byte[EventStreamReader.PreludeSize + headersLength + message.Payload.Length + EventStreamReader.CrcSize];
        BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), headersLength);
        WriteCrc(bytes, 8);

        var rest = bytes.AsSpan(EventStreamReader.PreludeSize);
        foreach (var header in message.Headers) rest = rest[WriteHeader(header, rest)..];
        message.Payload.Span.CopyTo(rest);
        WriteCrc(bytes, bytes.Length - EventStreamReader.CrcSize);
        return bytes;
    }

    static int LengthOf(EventStreamHeader header)
        => 1 + Encoding.UTF8.GetByteCount(header.Name) + 1 + (EventStreamHeader.SizeOf(header.Type) < 0 ? 2 : 0) + header.Value.Length;

    static int WriteHeader(EventStreamHeader header, Span<byte> target)
    {
        var length = 1 + Encoding.UTF8.GetBytes(header.Name, target[1..]);
        target[0] = checked((byte)(length - 1));
        target[length++] = (byte)header.Type;
        if (EventStreamHeader.SizeOf(header.Type) < 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(target[length..], checked((ushort)header.Value.Length));
            length += 2;
        }
        header.Value.Span.CopyTo(target[length..]);
        return length + header.Value.Length;
    }

    static void WriteCrc(Span<byte> bytes, int at) => BinaryPrimitives.WriteUInt32BigEndian(bytes[at..], Crc32.HashToUInt32(bytes[..at]));
}

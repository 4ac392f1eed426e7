using System.Buffers.Binary;
using System.Text;

namespace Awl.Protocols.Codecs;

/// <summary>The types of the headers of an event stream, by their numbers on the wire.</summary>
enum EventStreamHeaderType : byte
{
    True,
    False,
    Byte,
    Short,
    Integer,
    Long,
    Bytes,
    String,
    Timestamp,
    Uuid,
}

/// <summary>A header of a message of an event stream.</summary>
/// <param name="Name">At most 255 bytes of UTF-8.</param>
/// <param name="Type">What the value is.</param>
/// <param name="Value">The value as on the wire, without the length of texts and bytes: big-endian numbers, timestamps in milliseconds.</param>
readonly record struct EventStreamHeader(string Name, EventStreamHeaderType Type, ReadOnlyMemory<byte> Value)
{
    public static EventStreamHeader Of(string name, string text) => new(name, EventStreamHeaderType.String, Encoding.UTF8.GetBytes(text));

    public static EventStreamHeader Of(string name, bool value) => new(name, value ? EventStreamHeaderType.True : EventStreamHeaderType.False, default);

    public static EventStreamHeader Of(string name, byte[] bytes) => new(name, EventStreamHeaderType.Bytes, bytes);

    public static EventStreamHeader Of(string name, int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return new(name, EventStreamHeaderType.Integer, bytes);
    }

    public static EventStreamHeader Of(string name, long value) => OfInt64(name, EventStreamHeaderType.Long, value);

    public static EventStreamHeader Of(string name, DateTimeOffset time) => OfInt64(name, EventStreamHeaderType.Timestamp, time.ToUnixTimeMilliseconds());

    static EventStreamHeader OfInt64(string name, EventStreamHeaderType type, long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return new(name, type, bytes);
    }

    public string Text => Encoding.UTF8.GetString(Value.Span);

    /// <summary>The number, or the milliseconds of a timestamp.</summary>
    public long Number => Type switch
    {
        EventStreamHeaderType.Byte => (sbyte)Value.Span[0],
        EventStreamHeaderType.Short => BinaryPrimitives.ReadInt16BigEndian(Value.Span),
        EventStreamHeaderType.Integer => BinaryPrimitives.ReadInt32BigEndian(Value.Span),
        _ => BinaryPrimitives.ReadInt64BigEndian(Value.Span),
    };

    /// <summary>The size of a value of that type; -1 where its length comes first.</summary>
    public static int SizeOf(EventStreamHeaderType type) => type switch
    {
        EventStreamHeaderType.True or EventStreamHeaderType.False => 0,
        EventStreamHeaderType.Byte => 1,
        EventStreamHeaderType.Short => 2,
        EventStreamHeaderType.Integer => 4,
        EventStreamHeaderType.Long or EventStreamHeaderType.Timestamp => 8,
        EventStreamHeaderType.Uuid => 16,
        _ => -1,
    };
}

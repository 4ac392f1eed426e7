namespace Awl.Protocols.Codecs;

/// <summary>One message of an event stream.</summary>
/// <param name="headers">In their order on the wire.</param>
/// <param name="payload">The bytes that the headers describe.</param>
sealed class EventStreamMessage(IReadOnlyList<EventStreamHeader> headers, ReadOnlyMemory<byte> payload)
{
    public const string ContentType = "application/vnd.amazon.eventstream";

    public IReadOnlyList<EventStreamHeader> Headers { get; } = headers;

    public ReadOnlyMemory<byte> Payload { get; } = payload;

    /// <summary>The first message of a reply of the RPC protocols: its payload is the reply without the stream.</summary>
    public bool IsInitialResponse => Text(":event-type") == "initial-response";

    /// <summary>The header of that name, or null. Names compare with case.</summary>
    public EventStreamHeader? Find(ReadOnlySpan<char> name)
    {
        foreach (var header in Headers)
        {
            if (name.SequenceEqual(header.Name)) return header;
        }
        return null;
    }

    /// <summary>The text of the header of that name, or null where there is none or it is no text.</summary>
    public string? Text(string name) => Find(name) is { Type: EventStreamHeaderType.String } header ? header.Text : null;
}

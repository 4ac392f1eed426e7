using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Awl.Http;
using Awl.Protocols.Codecs;

namespace Awl.Client;

/// <summary>The events of a reply, read as they arrive: one message is in memory at a time.</summary>
static class ReplyEvents
{
    /// <summary>Each event as <c>{"EventName": {…}}</c>. What the model does not know, and the reply's own first message, is passed over.</summary>
    /// <param name="reply">The reply; it is disposed at the end.</param>
    /// <param name="messages">Its messages.</param>
    /// <param name="first">The message that has been read already, or null.</param>
    /// <param name="reader">Makes JSON of them.</param>
    /// <param name="cancellationToken">Ends the wait for the next.</param>
    /// <exception cref="ServiceException">The service reports an error within the stream.</exception>
    /// <exception cref="MalformedResponseException">The stream is damaged or breaks off in a message.</exception>
    /// <exception cref="TransportException">The connection ended.</exception>
    public static async IAsyncEnumerable<JsonElement> ReadAsync(
        HttpReply reply, EventStreamReader messages, EventStreamMessage? first, EventReader reader, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using (reply)
        {
            for (var message = first; ;)
            {
                if (message is not null && Read(reader, message) is { } item) yield return item;
                message = await messages.ReadAsync(cancellationToken).ConfigureAwait(false);
                if (message is null) yield break;
            }
        }
    }

    static JsonElement? Read(EventReader reader, EventStreamMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ReplyReader.WriterOptions))
        {
            if (!reader.TryRead(message, json)) return null;
        }
        return JsonDocument.Parse(buffer.WrittenMemory, Reply.DeepDocument).RootElement;
    }
}

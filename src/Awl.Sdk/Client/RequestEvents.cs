using System.Runtime.CompilerServices;
using System.Text.Json;
using Awl.Http;
using Awl.Model;
using Awl.Protocols;
using Awl.Protocols.Codecs;
using Awl.Signing;

namespace Awl.Client;

/// <summary>The events that an operation sends: each is checked, framed and signed when its turn comes. They can be sent once.</summary>
/// <param name="operation">The operation.</param>
/// <param name="events">The caller's events, each <c>{"EventName": {…}}</c>.</param>
/// <param name="writer">Makes messages of them.</param>
/// <param name="initial">The framed message that goes before them, or nothing.</param>
sealed class RequestEvents(Operation operation, IAsyncEnumerable<JsonElement> events, EventWriter writer, ReadOnlyMemory<byte> initial)
{
    /// <summary>Whether the caller has been asked for events.</summary>
    public bool IsSpent { get; set; }

    /// <summary>The body of the request.</summary>
    /// <param name="signer">Signs each message on from the request; null sends them bare, as a request without a signature does.</param>
    /// <param name="now">The time on the server's clock.</param>
    public RequestBody ToBody(EventSigner? signer, Func<DateTimeOffset> now)
        => RequestBody.Of(new MessageStream(signer is null ? WriteAsync() : SignAsync(WriteAsync(), signer, now)));

    async IAsyncEnumerable<byte[]> WriteAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IsSpent = true;
        if (!initial.IsEmpty) yield return initial.ToArray();
        await foreach (var item in events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var message = writer.Write(item);
            InputValidator.ValidateEvent(operation, item);
            yield return EventStreamWriter.Encode(message);
        }
    }

    /// <summary>Each message in a signed one, and at the end a signed one without content.</summary>
    static async IAsyncEnumerable<byte[]> SignAsync(
        IAsyncEnumerable<byte[]> messages, EventSigner signer, Func<DateTimeOffset> now, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var message in messages.WithCancellation(cancellationToken).ConfigureAwait(false)) yield return Sign(message, signer, now());
        yield return Sign([], signer, now());
    }

    static byte[] Sign(byte[] message, EventSigner signer, DateTimeOffset time) => EventStreamWriter.Encode(new(
        [EventStreamHeader.Of(":date", time), EventStreamHeader.Of(":chunk-signature", signer.Sign(message, time))], message));
}

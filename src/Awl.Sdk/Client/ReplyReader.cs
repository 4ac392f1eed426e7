using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Awl.Client.Customizations;
using Awl.Http;
using Awl.Model;
using Awl.Protocols;
using Awl.Protocols.Codecs;
using Awl.Retry;
using Awl.Signing.Checksums;

namespace Awl.Client;

/// <summary>Makes a <see cref="Reply"/> or a <see cref="ServiceException"/> of what came over the wire.</summary>
sealed class ReplyReader(IProtocol protocol, IServiceCustomization? customization, ReplyTimestamps timestamps)
{
    /// <summary>Unsafe means only that the JSON is not made for embedding in HTML; MaxDepth is the codecs' own.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = 1000 };

    const int LargestTrustedBytes = 1 << 26;

    /// <summary>The error that the reply carries, or null when the call has succeeded. Reads the body of an error, and of nothing else but S3's late errors.</summary>
    public async ValueTask<ServiceException?> FindErrorAsync(Call call, HttpReply reply, CancellationToken cancellationToken)
    {
        if (reply.Status < 300) return null;
        using var buffer = NewBuffer(reply);
        await buffer.ReadAsync(reply.Body, cancellationToken).ConfigureAwait(false);
        return protocol.ParseError(call.Operation, reply.Status, reply.Headers, buffer.WrittenMemory.ToArray());    // the error keeps what it quotes
    }

    /// <summary>The reply of a call that has succeeded. A streaming body stays open; it is then the reply's to dispose.</summary>
    /// <exception cref="ServiceException">S3 found its error after it had sent status 200.</exception>
    /// <exception cref="MalformedResponseException">The body is not what the model promises, or its checksum is wrong.</exception>
    public async Task<Reply> ReadAsync(Call call, HttpReply reply, CancellationToken cancellationToken)
    {
        var body = CheckedBody(call, reply);
        if (call.Operation.StreamingOutput is not null) return MakeReply(call, reply, default, body);
        if (call.Operation.EventStreamOutput is not null) return await MakeEventReplyAsync(call, reply, cancellationToken).ConfigureAwait(false);

        using (reply)
        {
            using var buffer = NewBuffer(reply);
            await buffer.ReadAsync(body, cancellationToken).ConfigureAwait(false);
            var bytes = buffer.WrittenMemory;
            if (RetryErrors.IsCorrupt(call.Operation.Service.ServiceId, reply.Headers, bytes.Span)) throw Corrupt(call.Request);
            if (IsLateError(call, bytes)) throw protocol.ParseError(call.Operation, 500, reply.Headers, bytes.ToArray());
            return MakeReply(call, reply, bytes, null);
        }
    }

    /// <summary>The members beside the events come in headers; the RPC protocols have them in a first message.</summary>
    async Task<Reply> MakeEventReplyAsync(Call call, HttpReply reply, CancellationToken cancellationToken)
    {
        var messages = new EventStreamReader(reply.Body);
        var first = HasInitialMessage(call.Operation) ? await messages.ReadAsync(cancellationToken).ConfigureAwait(false) : null;
        var body = first is { IsInitialResponse: true } ? first.Payload : default;

        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, WriterOptions)) protocol.Parse(call.Operation, reply.Status, reply.Headers, body, writer);
        var codec = ProtocolTable.GetEventCodec(call.Operation.Service.Protocol, timestamps);
        return new(reply.Status, RequestIdOf(reply.Headers), json.WrittenMemory)
        {
            Connection = reply,
            Events = ReplyEvents.ReadAsync(reply, messages, first, new EventReader(call.Operation, codec, timestamps)),
        };
    }

    /// <summary>Not waited for where it would be empty: then the service may leave it out.</summary>
    static bool HasInitialMessage(Operation operation) => operation.Output is { Payload: null, Members.Count: > 1 };

    Reply MakeReply(Call call, HttpReply reply, ReadOnlyMemory<byte> body, Stream? stream)
    {
        customization?.PrepareReply(call.Operation, reply.Headers);
        var json = new PooledBuffer(Math.Max(256, body.Length));
        using (var writer = new Utf8JsonWriter(json, WriterOptions)) protocol.Parse(call.Operation, reply.Status, reply.Headers, body, writer);

        var output = customization?.AdaptOutput(call.Operation, call.Input, reply.Headers, json.WrittenMemory) ?? json.WrittenMemory;
        return new(reply.Status, RequestIdOf(reply.Headers), output, json) { Body = stream, Connection = stream is null ? null : reply };
    }

    static Stream CheckedBody(Call call, HttpReply reply)
    {
        var algorithms = call.Operation.Traits.Values(Trait.ResponseAlgorithms);
        if (algorithms.Count == 0 || !IsChecksumWanted(call)) return reply.Body;
        return ResponseChecksum.Find(reply.Headers, algorithms.ToTexts()) is { } checksum ? checksum.Check(reply.Body) : reply.Body;
    }

    /// <summary>Checksums are checked where the request has asked for them.</summary>
    static bool IsChecksumWanted(Call call)
        => call.Operation.Traits.Text(Trait.RequestValidationModeMember) is { } member && call.Prepared.TryGetProperty(member, out var mode)
            && mode.ValueEquals("ENABLED"u8);

    /// <summary>S3 starts some replies before it knows how they end.</summary>
    static bool IsLateError(Call call, ReadOnlyMemory<byte> body)
        => call.Operation.Service.Name == "s3" && LateErrors.IsErrorBody(call.Operation, body.Span);

    // A broken connection in all but name, and worth another attempt as one.
    static TransportException Corrupt(HttpRequest request)
        => new(TransportFault.ConnectionClosed, $"The reply does not match its checksum (x-amz-crc32), from endpoint URL: \"{Redaction.Url(request.Url)}\".");

    static string? RequestIdOf(HeaderList headers) => headers["x-amzn-RequestId"] ?? headers["x-amz-request-id"];

    /// <summary>A buffer for a body: of its size where the server tells it, and it is no lie that would cost much.</summary>
    static PooledBuffer NewBuffer(HttpReply reply)
        => new(long.TryParse(reply.Headers["Content-Length"], out var length) && length is >= 0 and <= LargestTrustedBytes ? (int)length + 1 : 4096);
}

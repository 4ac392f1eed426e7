namespace Awl.Http;

/// <summary>Writes requests and replies into the debug log, free of secrets.</summary>
/// <param name="log">Where to; ask <see cref="Log.IsOn"/> before making one.</param>
/// <param name="sensitive">The wire names of the members that the model marks sensitive, of the operation's input, output and errors.</param>
sealed class HttpLog(Log log, IReadOnlySet<string>? sensitive)
{
    const int ShownBodySizeBytes = 64 * 1024;
    const string Part = "http";

    /// <summary>Writes a request as it is about to go out. A streamed body is only counted.</summary>
    public void Write(HttpRequest request)
    {
        log.Write(Part, $"> {request.Method} {Redaction.Url(request.Url)}");
        Write('>', request.Headers);
        var type = request.Headers["Content-Type"];
        WriteBody('>', request.Body is { InMemory: true, Length: <= ShownBodySizeBytes }
            ? RedactedBody.Of(request.Body.Bytes.Span, type, sensitive) : RedactedBody.Size(request.Body.Length, type));
    }

    /// <summary>Writes a reply, and returns it with its body from the start again.</summary>
    /// <param name="reply">The reply; use the returned one from here on.</param>
    /// <param name="streams">Whether its body is the caller's own content, and so nobody else's to show.</param>
    /// <param name="cancellationToken">Ends the wait for the body.</param>
    public async Task<HttpReply> WriteAsync(HttpReply reply, bool streams, CancellationToken cancellationToken)
    {
        log.Write(Part, $"< {reply.Status}");
        Write('<', reply.Headers);
        var type = reply.Headers["Content-Type"];
        if (streams && reply.Status < 300)
        {
            WriteBody('<', RedactedBody.Size(LengthOf(reply), type));
            return reply;
        }

        var start = new MemoryStream();
        var ended = await ReadStartAsync(reply.Body, start, cancellationToken).ConfigureAwait(false);
        WriteBody('<', ended ? RedactedBody.Of(start.GetBuffer().AsSpan(0, (int)start.Length), type, sensitive) : RedactedBody.Size(LengthOf(reply), type));
        start.Position = 0;
        return new(reply.Status, reply.Headers, ended ? start : new JoinedStream(start, reply.Body), reply);
    }

    /// <summary>Writes that no reply came.</summary>
    public void Write(TransportException exception) => log.Write(Part, $"! {exception.Fault}: {exception.Message}");

    void Write(char direction, HeaderList headers)
    {
        foreach (var (name, value) in headers)
        {
            var isSensitive = sensitive?.Contains(name) == true;
            log.Write(Part, $"{direction} {name}: {(isSensitive ? Redaction.Mask : Redaction.Value(name, value))}");
        }
    }

    void WriteBody(char direction, string body)
    {
        if (body.Length > 0) log.Write(Part, $"{direction} {body}");
    }

    static long? LengthOf(HttpReply reply) => long.TryParse(reply.Headers["Content-Length"], out var length) ? length : null;

    // Up to one byte more than is shown, to see whether there is more.
    static async Task<bool> ReadStartAsync(Stream body, MemoryStream start, CancellationToken cancellationToken)
    {
        var buffer = new byte[ShownBodySizeBytes + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        start.Write(buffer, 0, length);
        return length <= ShownBodySizeBytes;
    }

    /// <summary>The start that was read ahead, then the rest.</summary>
    sealed class JoinedStream(Stream start, Stream rest) : ReadOnlyStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await start.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            return count > 0 || buffer.IsEmpty ? count : await rest.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        public override int Read(byte[] buffer, int offset, int count)
            => start.Read(buffer, offset, count) is var read and > 0 ? read : rest.Read(buffer, offset, count);
    }
}

using System.Text;
using System.Text.Json;
using Awl.Http;
using Awl.Local.Sandbox.S3;
using Awl.Model;
using Awl.Protocols;
using Awl.Protocols.Codecs;

namespace Awl.Local.Sandbox.Wire;

/// <summary>Reads a request of restXml as the JSON of its input: path, query, headers and an XML body. A streaming body is left alone.</summary>
/// <remarks>Source: Smithy 2.0, aws.protocols#restXml.</remarks>
sealed class RestReader(SandboxRequest request)
{
    /// <summary>XML bodies are small; a longer one is refused before it is read.</summary>
    const int LargestBody = 4 * 1024 * 1024;

    static readonly ReplyTimestamps s_timestamps = new(TimestampStyle.Iso8601, TimeProvider.System);

    /// <summary>The input of an operation.</summary>
    /// <param name="operation">The operation that the request was routed to.</param>
    /// <param name="labels">The values of the labels in the path, decoded.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SandboxException">The body is not the XML that the model promises.</exception>
    public async Task<JsonElement> ReadAsync(Operation operation, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var body = IsBodyRead(operation) ? await ReadBodyAsync(cancellationToken) : default;
        // With some operations the header tells the checksum of an object.
        if (operation.Input?.FindMember("ChecksumCRC32") is null) BodyDigests.Check(request, body.Span);
        try
        {
            var input = InputJson.Write(json =>
            {
                json.WriteStartObject();
                if (operation.Input is { } shape) WriteMembers(json, shape, labels, body);
                json.WriteEndObject();
            });
            InputValidator.Validate(operation, input, hasStream: true);
            return input;
        }
        catch (UsageException) when (!body.IsEmpty) { throw S3Errors.MalformedXml; }
        catch (Exception e) when (e is UsageException or MalformedResponseException) { throw new SandboxException("InvalidRequest", OneLine(e.Message)); }
    }

    /// <summary>What the model demands and the request lacks, without the first line, which AWS CLI has.</summary>
    static string OneLine(string message) => message[(message.IndexOf('\n', StringComparison.Ordinal) + 1)..].Replace('\n', ' ');

    static bool IsBodyRead(Operation operation) => operation.Input is not null && operation.StreamingInput is null;

    void WriteMembers(Utf8JsonWriter json, Shape shape, IReadOnlyDictionary<string, string> labels, ReadOnlyMemory<byte> body)
    {
        foreach (var member in shape.Members)
        {
            if (member.Location == MemberLocation.Uri && labels.TryGetValue(member.Name, out var label)) json.WriteString(member.NameUtf8, label);
            else if (member.Location == MemberLocation.QueryString) WriteQuery(json, member);
        }
        HttpBindingReader.Write(json, shape, 0, HeaderListOf(), s_timestamps);
        WriteBody(json, shape, body);
    }

    void WriteQuery(Utf8JsonWriter json, Member member)
    {
        if (request.QueryValue(Encoding.UTF8.GetString(member.WireName)) is not { } text) return;
        json.WritePropertyName(member.NameUtf8);
        if (member.Shape.Kind != ShapeKind.List) { WriteScalar(json, member, text); return; }

        json.WriteStartArray();
        foreach (var item in text.Split(',')) InputJson.WriteScalar(json, member.Shape.Element, item);
        json.WriteEndArray();
    }

    static void WriteScalar(Utf8JsonWriter json, Member member, string text)
    {
        try { InputJson.WriteScalar(json, member, text); }
        catch (SandboxException)
        {
            var name = Encoding.UTF8.GetString(member.WireName);
            throw S3Errors.InvalidArgument($"Provided {name} not an integer or within integer range", name, text);
        }
    }

    HeaderList HeaderListOf()
    {
        var list = new HeaderList();
        foreach (var header in request.Headers) list.Add(header.Key, header.Value.ToString());
        // A link may carry as parameters what else stands in headers.
        foreach (var parameter in request.Query)
        {
            if (parameter.Key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && !request.Headers.ContainsKey(parameter.Key)) list.Add(parameter.Key, parameter.Value);
        }
        return list;
    }

    static void WriteBody(Utf8JsonWriter json, Shape shape, ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty) return;
        try
        {
            if (shape.Payload is not { } payload) return;
            if (HttpPayload.IsRaw(payload)) { HttpPayload.Read(payload, body, json); return; }
            json.WritePropertyName(payload.NameUtf8);
            new XmlBodyCodec(s_timestamps).Read(payload.Shape, body, json);
        }
        catch (Exception e) when (e is MalformedResponseException or ArgumentException)   // the latter for text that is not UTF-8
        {
            throw S3Errors.MalformedXml;
        }
    }

    async Task<ReadOnlyMemory<byte>> ReadBodyAsync(CancellationToken cancellationToken)
    {
        var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (content.Length + count > LargestBody) throw new SandboxException("MaxMessageLengthExceeded", "Your request was too big.");
            content.Write(buffer.AsSpan(0, count));
        }
        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }
}

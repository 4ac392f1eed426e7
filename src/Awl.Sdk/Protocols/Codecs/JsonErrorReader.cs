using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Awl.Http;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>Reads the errors of the protocols that speak JSON, or what can be made JSON.</summary>
/// <param name="codec">Reads the members of a modelled error.</param>
/// <param name="timestamps">Writes the timestamps of headers.</param>
/// <param name="isRest">Whether members may be bound to headers; the code is then looked for in the header first, else in <c>__type</c>.</param>
/// <remarks>
/// Source: botocore parsers.py, <c>_do_error_parse</c> of BaseJSONParser and RestJSONParser, <c>_do_query_compatible_error_parse</c>.
/// </remarks>
sealed class JsonErrorReader(JsonBodyCodec codec, ReplyTimestamps timestamps, bool isRest)
{
    /// <summary>The error. Whatever cannot be read is left out; the status then stands for the code.</summary>
    public ServiceException Read(Operation operation, int status, HeaderList headers, ReadOnlyMemory<byte> body)
    {
        using var document = FindObject(body);
        var fields = document?.RootElement;
        var wireCode = FindCode(fields, headers);
        var code = wireCode is null ? Invariant(status) : (isRest ? null : QueryCode(headers)) ?? wireCode;
        var shape = ErrorReply.FindShape(operation, code);
        var known = shape ?? ErrorReply.FindShape(operation, wireCode ?? code);
        return new ServiceException(
            code,
            fields is null ? MessageOf(status, body.Span) : FindMessage(fields.Value),
            operation.Name)
        {
            Status = status,
            IsMessageFirst = !ErrorReply.IsGeneric(status, body.Span),
            RequestId = ErrorReply.RequestIdIn(headers),
            Details = shape is null ? null : FindDetails(shape.Value, status, headers, fields is null ? default : body),
            IsModelledRetryable = known?.Traits.Has(Trait.Retryable) == true,
            IsModelledThrottling = known?.Traits.Number(Trait.Retryable) == 1,
        };
    }

    static JsonDocument? FindObject(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty) return null;
        try
        {
            var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return document;
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The code without name space (<c>aws.api#Code</c>) and without the address of its documentation (<c>Code:http://…</c>).</summary>
    string? FindCode(JsonElement? fields, HeaderList headers)
    {
        var header = headers["x-amzn-errortype"];
        var type = Text(fields, "__type"u8);
        var plain = Text(fields, "code"u8) ?? Text(fields, "Code"u8);
        var code = isRest ? header ?? plain ?? type : type ?? header ?? plain;
        if (code is null) return null;

        code = code.Split(':', 2)[0];
        return code[(code.LastIndexOf('#') + 1)..];
    }

    /// <summary>The code of the query protocol that a service has left, which its users know: <c>Code;Sender</c>.</summary>
    static string? QueryCode(HeaderList headers)
        => headers["x-amzn-query-error"]?.Split(';') is [{ Length: > 0 } code, _] ? code : null;

    static string FindMessage(JsonElement fields) => Text(fields, "message"u8) ?? Text(fields, "Message"u8) ?? Text(fields, "errorMessage"u8) ?? "";

    /// <summary>The message of a body that is no JSON object: its text, or for the page of a proxy what the status means.</summary>
    static string MessageOf(int status, ReadOnlySpan<byte> body)
        => ErrorReply.IsGeneric(status, body) ? HttpStatusText.Of(status) : Encoding.UTF8.GetString(body);

    static string? Text(JsonElement? fields, ReadOnlySpan<byte> name)
    {
        try
        {
            return fields is { } element && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Text(value) : null;
        }
        catch (InvalidOperationException)
        {
            // Some other name in the object has half a surrogate pair, at which the comparison of names gives up.
            return null;
        }
    }

    /// <summary>The text, whatever is in it: <see cref="JsonElement.GetString"/> fails at half a surrogate pair.</summary>
    static string Text(JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value)[1..^1];
        var text = new byte[raw.Length];
        return Encoding.UTF8.GetString(text, 0, JsonUnescaping.Unescape(raw, text));
    }

    JsonElement? FindDetails(Shape shape, int status, HeaderList headers, ReadOnlyMemory<byte> body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        try
        {
            using var json = new Utf8JsonWriter(buffer);
            json.WriteStartObject();
            if (isRest) HttpBindingReader.Write(json, shape, status, headers, timestamps);
            codec.ReadMembers(shape, body, json);
            json.WriteEndObject();
        }
        catch (MalformedResponseException)
        {
            return null;
        }
        var reader = new Utf8JsonReader(buffer.WrittenSpan, new JsonReaderOptions { MaxDepth = JsonShapeReader.MaxDepth + 1 });
        return JsonElement.ParseValue(ref reader);
    }

    static string Invariant(int status) => status.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

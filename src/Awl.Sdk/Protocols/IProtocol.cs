using System.Text.Json;
using Awl.Http;
using Awl.Model;

namespace Awl.Protocols;

/// <summary>A wire protocol as a transcoder: JSON input becomes a request, a reply becomes JSON.</summary>
/// <remarks>
/// Pure: no I/O, no state between calls. JSON is what AWS CLI users know: member names of the model, members in the model's order, blobs as
/// base64 text, timestamps as ISO 8601 (<see cref="TimestampStyle"/>), maps as objects. The input has been validated.
/// </remarks>
interface IProtocol
{
    /// <summary>Writes an input as a request: method, path (without the endpoint's), query, headers, body. Scheme and host are the endpoint's.</summary>
    /// <param name="operation">The operation; it may have no input shape.</param>
    /// <param name="input">A JSON object. Members absent or null are not sent.</param>
    /// <remarks>The body of an operation that sends events is what goes before them: a message with the other members, or nothing.</remarks>
    /// <param name="stream">The streaming payload (<see cref="Operation.StreamingInput"/>), or null.</param>
    HttpRequest Serialize(Operation operation, JsonElement input, RequestBody? stream);

    /// <summary>Writes a successful reply as one JSON object, without the streaming or event-stream member.</summary>
    /// <exception cref="MalformedResponseException">The body is not what the model promises.</exception>
    void Parse(Operation operation, int status, HeaderList headers, ReadOnlyMemory<byte> body, Utf8JsonWriter output);

    /// <summary>The error that a reply with an error status carries. Never throws for a body that it cannot read: code and message then come from the status.</summary>
    ServiceException ParseError(Operation operation, int status, HeaderList headers, ReadOnlyMemory<byte> body);
}

/// <summary>How timestamps of a reply stand in the JSON.</summary>
enum TimestampStyle
{
    /// <summary>As Python's <c>isoformat()</c> prints them: <c>2024-01-02T03:04:05+00:00</c>, microseconds only where there are any.</summary>
    Iso8601,

    /// <summary>As the wire has them.</summary>
    Wire,
}

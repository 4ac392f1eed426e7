using System.Text.Json;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>How a protocol writes and reads the shapes that its bodies hold. Events, which bring headers of their own, need no more of it.</summary>
interface IBodyCodec
{
    /// <summary>The media type of such a body.</summary>
    string ContentType { get; }

    /// <summary>Writes a value as a body.</summary>
    ReadOnlyMemory<byte> Write(Shape shape, JsonElement value);

    /// <summary>Writes those members of a structure as a body that are not bound to the path, the query, headers or an event's headers.</summary>
    ReadOnlyMemory<byte> WriteMembers(Shape shape, JsonElement value);

    /// <summary>Reads a body as one JSON value.</summary>
    /// <exception cref="MalformedResponseException">The body is not what the model promises; nothing has been written then.</exception>
    void Read(Shape shape, ReadOnlyMemory<byte> body, Utf8JsonWriter json);

    /// <summary>Reads a body as the members of a structure, written as properties of an object that is already open. Members that are
    /// bound to headers, the status or an event's headers are left out.</summary>
    /// <inheritdoc cref="Read" path="/exception"/>
    void ReadMembers(Shape shape, ReadOnlyMemory<byte> body, Utf8JsonWriter json);
}

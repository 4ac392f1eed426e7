using System.Text.Json;
using Awl.Model;

namespace Awl.Protocols.Codecs;

/// <summary>The bytes of a blob in an input, where they are base64 text.</summary>
static class InputBlob
{
    /// <exception cref="UsageException">It is no base64. The message does not quote it: blobs may be secrets.</exception>
    public static byte[] Of(Shape shape, JsonElement value)
        => value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out var bytes)
            ? bytes
            : throw new UsageException($"Invalid base64 in the input, where the model has the blob {shape.Name}.");
}

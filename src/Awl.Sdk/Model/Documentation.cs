using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Awl.Model;

/// <summary>The texts of all services: descriptions, deprecations, patterns, examples. Only help opens it.</summary>
/// <remarks>
/// Little-endian: "AWLDOCS1", u32 number of services, then of each, sorted by name: u8 length and UTF-8 of the model's name, u32 place and u32
/// length of its texts from the start. The texts are Brotli-compressed JSON:
/// <c>{"documentation", "operations": {NAME: {"documentation", "deprecatedMessage"}}, "shapes": {NAME: {"documentation", "pattern", "members": {…}}}, "examples": {OPERATION: […]}}</c>.
/// Texts are HTML, as AWS writes them.
/// </remarks>
public sealed class Documentation
{
    internal static ReadOnlySpan<byte> Magic => "AWLDOCS1"u8;

    internal const int HeaderSize = 12;

    readonly Stream _stream;

    /// <summary>Opens the documentation that is embedded in the program.</summary>
    public Documentation(Stream stream) => _stream = stream;

    internal static int EntrySize(int nameLength) => 1 + nameLength + 8;

    /// <summary>The texts of the service whose model has that name (<c>s3</c>), or null.</summary>
    public JsonElement? FindService(string name)
    {
        _stream.Position = 0;
        using var reader = new BinaryReader(_stream, Encoding.UTF8, leaveOpen: true);
        if (!reader.ReadBytes(8).AsSpan().SequenceEqual(Magic)) throw new InvalidDataException("These bytes are not the documentation of this version of Awl.");

        for (var remaining = reader.ReadInt32(); remaining > 0; remaining--)
        {
            var entry = reader.ReadBytes(EntrySize(reader.ReadByte()) - 1);
            if (Encoding.UTF8.GetString(entry.AsSpan(..^8)) == name) return ReadTexts(BinaryPrimitives.ReadInt32LittleEndian(entry.AsSpan(^8..)));
        }
        return null;
    }

    JsonElement ReadTexts(int place)
    {
        _stream.Position = place;
        using var brotli = new BrotliStream(_stream, CompressionMode.Decompress, leaveOpen: true);
        return JsonDocument.Parse(brotli).RootElement;
    }
}

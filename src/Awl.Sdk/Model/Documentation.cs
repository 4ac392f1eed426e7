using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Awl.Model.Building;

namespace Awl.Model;

/// <summary>The texts of all services: descriptions, deprecations, patterns, examples. Only help opens it.</summary>
/// <remarks>
/// Little-endian: "AWLDOCS2", u32 number of services, then of each, sorted by name: u8 length and UTF-8 of the model's name, u32 place from the
/// start, u32 length of the overview there, u32 length of the details after it. Both are Brotli-compressed JSON:
/// <c>{"documentation", "operations": {NAME: {"documentation", "deprecatedMessage"}}}</c> and
/// <c>{"shapes": {NAME: {"documentation", "pattern", "members": {…}}}, "examples": {OPERATION: […]}}</c>: a list of operations or a search needs
/// the small first part only. Texts are HTML, as AWS writes them. One thread at a time.
/// </remarks>
public sealed class Documentation
{
    internal static ReadOnlySpan<byte> Magic => "AWLDOCS2"u8;

    internal const int HeaderSize = 12;

    readonly Stream _stream;
    readonly ModelFiles? _own;
    Dictionary<string, Entry>? _entries;

    /// <summary>Opens the documentation that is embedded in the program.</summary>
    public Documentation(Stream stream) => _stream = stream;

    /// <summary>The texts of a model of the user's own.</summary>
    internal Documentation(ModelFiles own) => (_stream, _own) = (Stream.Null, own);

    internal static int EntrySize(int nameLength) => 1 + nameLength + 12;

    /// <summary>What the service of that model's name (<c>s3</c>) is and what its operations do, or null.</summary>
    public JsonElement? FindOverview(string name) => _own is not null ? JsonElement.Parse(DocumentationBuilder.Overview(_own)) : FindEntry(name) is { } entry ? Read(entry.Place, entry.OverviewLength) : null;

    /// <summary>The texts of its shapes and its examples, or null.</summary>
    public JsonElement? FindDetails(string name) => _own is not null ? JsonElement.Parse(DocumentationBuilder.Details(_own)) : FindEntry(name) is { } entry ? Read(entry.Place + entry.OverviewLength, entry.DetailsLength) : null;

    Entry? FindEntry(string name) => (_entries ??= ReadEntries()).TryGetValue(name, out var entry) ? entry : null;

    Dictionary<string, Entry> ReadEntries()
    {
        _stream.Position = 0;
        using var reader = new BinaryReader(_stream, Encoding.UTF8, leaveOpen: true);
        if (!reader.ReadBytes(8).AsSpan().SequenceEqual(Magic)) throw new InvalidDataException("These bytes are not the documentation of this version of Awl.");

        var count = reader.ReadInt32();
        var entries = new Dictionary<string, Entry>(count);
        for (var i = 0; i < count; i++) entries.Add(reader.ReadString(), new(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32()));
        return entries;
    }

    JsonElement Read(int place, int length)
    {
        _stream.Position = place;
        var compressed = new byte[length];
        _stream.ReadExactly(compressed);
        using var brotli = new BrotliStream(new MemoryStream(compressed), CompressionMode.Decompress);
        return JsonDocument.Parse(brotli).RootElement;
    }

    readonly record struct Entry(int Place, int OverviewLength, int DetailsLength);
}

using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Awl.Model.Building;

/// <summary>Makes the documentation of all services: what help needs and calls do not, compressed service by service.</summary>
/// <remarks>The layout is <see cref="Documentation"/>'s.</remarks>
sealed class DocumentationBuilder
{
    /// <summary>Brotli's level of 11: 9 takes 4 s for all services, 10 takes 15 s and saves 0.6 MB, 11 takes a minute.</summary>
    const int Quality = 10;
    const int WindowBits = 22;

    readonly SortedDictionary<string, (byte[] Overview, byte[] Details)> _services = new(StringComparer.Ordinal);

    /// <summary>Adds a service's texts. Many threads may add at once.</summary>
    public void Add(ModelFiles files)
    {
        var overview = Compress(Overview(files));
        var details = Compress(Details(files));
        lock (_services) _services.Add(files.Service, (overview, details));
    }

    public byte[] Build()
    {
        var index = new ByteWriter();
        index.Bytes(Documentation.Magic);
        index.Int32(_services.Count);
        var place = Documentation.HeaderSize + _services.Keys.Sum(name => Documentation.EntrySize(Encoding.UTF8.GetByteCount(name)));
        foreach (var (name, (overview, details)) in _services)
        {
            index.UInt8(Encoding.UTF8.GetByteCount(name));
            index.Bytes(Encoding.UTF8.GetBytes(name));
            index.Int32(place);
            index.Int32(overview.Length);
            index.Int32(details.Length);
            place += overview.Length + details.Length;
        }
        foreach (var (overview, details) in _services.Values)
        {
            index.Bytes(overview);
            index.Bytes(details);
        }
        return index.ToArray();
    }

    static byte[] Compress(ReadOnlySpan<byte> json)
    {
        var compressed = new byte[BrotliEncoder.GetMaxCompressedLength(json.Length)];
        if (!BrotliEncoder.TryCompress(json, compressed, out var length, Quality, WindowBits)) throw new InvalidOperationException("Brotli needs more room than it said.");
        return compressed[..length];
    }

    /// <summary>What the service is and what its operations do, as JSON.</summary>
    public static ReadOnlySpan<byte> Overview(ModelFiles files) => Extract(files, WriteOverview);

    /// <summary>The texts of its shapes and its examples, as JSON.</summary>
    public static ReadOnlySpan<byte> Details(ModelFiles files) => Extract(files, WriteDetails);

    static ReadOnlySpan<byte> Extract(ModelFiles files, Action<Utf8JsonWriter, ModelFiles> write)
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(json, files);
            json.WriteEndObject();
        }
        return buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
    }

    static void WriteOverview(Utf8JsonWriter json, ModelFiles files)
    {
        WriteText(json, files.Model, "documentation");
        WriteAll(json, files.Model, "operations");
    }

    static void WriteDetails(Utf8JsonWriter json, ModelFiles files)
    {
        WriteAll(json, files.Model, "shapes");
        if (files.Examples?.Find("examples") is not { } examples) return;

        json.WritePropertyName("examples");
        examples.WriteTo(json);
    }

    static void WriteAll(Utf8JsonWriter json, JsonElement model, string name)
    {
        json.WriteStartObject(name);
        foreach (var thing in model.GetProperty(name).EnumerateObject()) WriteDocumented(json, thing);
        json.WriteEndObject();
    }

    /// <summary>An operation, shape or member with its texts; nothing at all where it has none.</summary>
    static void WriteDocumented(Utf8JsonWriter json, JsonProperty thing)
    {
        var members = thing.Value.Find("members") is { } all ? all.EnumerateObject().Where(HasText).ToList() : [];
        if (!HasText(thing) && members.Count == 0) return;

        json.WriteStartObject(thing.Name);
        WriteText(json, thing.Value, "documentation");
        WriteText(json, thing.Value, "deprecatedMessage");
        WriteText(json, thing.Value, "pattern");
        if (members.Count > 0)
        {
            json.WriteStartObject("members");
            foreach (var member in members) WriteDocumented(json, member);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    static bool HasText(JsonProperty thing)
        => thing.Value.Text("documentation") is { Length: > 0 } || thing.Value.Find("deprecatedMessage") is not null || thing.Value.Find("pattern") is not null;

    static void WriteText(Utf8JsonWriter json, JsonElement owner, string name)
    {
        if (owner.Text(name) is { Length: > 0 } text) json.WriteString(name, text);
    }
}

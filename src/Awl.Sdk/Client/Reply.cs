using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Awl.Client;

/// <summary>What an operation returned.</summary>
/// <remarks>
/// Dispose it when it has a <see cref="Body"/> or <see cref="Events"/>: they hold a connection. Any other reply may be disposed, to give its memory
/// to the next one; then nothing of it may be used any more.
/// </remarks>
public sealed class Reply : IDisposable
{
    readonly IDisposable? _memory;
    JsonDocument? _document;

    /// <param name="status">The HTTP status.</param>
    /// <param name="requestId">The id of the request, or null.</param>
    /// <param name="utf8Json">The output.</param>
    /// <param name="memory">What the output lies in, when that is to be disposed.</param>
    internal Reply(int status, string? requestId, ReadOnlyMemory<byte> utf8Json, IDisposable? memory = null)
        => (Status, RequestId, Utf8Json, _memory) = (status, requestId, utf8Json, memory);

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The id of the request, for AWS's support; null when the reply has none.</summary>
    public string? RequestId { get; }

    /// <summary>The members of the output as one JSON object in UTF-8, in the model's order: what <c>--output json</c> shows.</summary>
    public ReadOnlyMemory<byte> Utf8Json { get; }

    /// <summary>The same, parsed when first asked for.</summary>
    public JsonElement Json => (_document ??= JsonDocument.Parse(Utf8Json, DeepDocument)).RootElement;

    /// <summary>The streaming member of the output, when the operation has one. Reading throws <see cref="TransportException"/>.</summary>
    public Stream? Body { get; internal init; }

    /// <summary>The events of an event stream as they arrive, each an object with the event's name as its one member; null for other operations.</summary>
    public IAsyncEnumerable<JsonElement>? Events { get; internal init; }

    /// <summary>What <see cref="Body"/> and <see cref="Events"/> hold.</summary>
    internal IDisposable? Connection { get; init; }

    /// <summary>The reply as a tree that can be changed.</summary>
    public JsonNode ToNode() => JsonNode.Parse(Utf8Json.Span, documentOptions: DeepDocument)!;

    /// <summary>The reply as a type of the caller's own.</summary>
    /// <param name="type">From the caller's <c>JsonSerializerContext</c>.</param>
    /// <exception cref="JsonException">The type does not fit the reply.</exception>
    public T Read<T>(JsonTypeInfo<T> type) => JsonSerializer.Deserialize(Utf8Json.Span, type)!;

    /// <inheritdoc/>
    public void Dispose()
    {
        Body?.Dispose();
        Connection?.Dispose();
        _document?.Dispose();
        _memory?.Dispose();
    }

    /// <summary>Replies nest as deep as the protocols let them; the parser's own limit is lower.</summary>
    internal static readonly JsonDocumentOptions DeepDocument = new() { MaxDepth = 1024 };
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awl.JmesPath;
using Awl.Model;

namespace Awl.Client;

/// <summary>Walks the pages of an operation that returns a list piece by piece.</summary>
/// <remarks>Source: botocore paginate.py, PageIterator. One page is in memory at a time.</remarks>
public sealed class Paginator
{
    readonly ServiceClient _client;
    readonly Operation _operation;
    readonly PageOptions _options;
    readonly string[] _inputTokens;
    readonly JmesPathExpression[] _outputTokens;
    readonly JmesPathExpression? _moreResults;
    readonly JmesPathExpression _primaryResult;

    /// <exception cref="UsageException">The operation has no pages, or its pages have no size to set.</exception>
    public Paginator(ServiceClient client, Operation operation, PageOptions options)
    {
        if (!operation.IsPaginated) throw new UsageException($"{operation.Name} does not return pages.");

        (_client, _operation, _options) = (client, operation, options);
        _inputTokens = operation.Traits.Values(Trait.InputTokens).ToTexts();
        _outputTokens = Array.ConvertAll(operation.Traits.Values(Trait.OutputTokens).ToTexts(), JmesPathExpression.Parse);
        _moreResults = operation.Traits.Text(Trait.MoreResults) is { } path ? JmesPathExpression.Parse(path) : null;
        ResultKeys = operation.ResultKeys;
        NonAggregateKeys = operation.Traits.Values(Trait.NonAggregateKeys).ToTexts();
        _primaryResult = JmesPathExpression.Parse(ResultKeys.Count > 0 ? ResultKeys[0] : "\"\"");
    }

    /// <summary>Paths of the lists (and counts) that the pages share out; the first is the one that <see cref="PageOptions.MaxItems"/> counts.</summary>
    public IReadOnlyList<string> ResultKeys { get; }

    /// <summary>Paths whose values the first page tells for all.</summary>
    public IReadOnlyList<string> NonAggregateKeys { get; }

    /// <summary>Where to go on, once the pages have ended because of <see cref="PageOptions.MaxItems"/>; null when there is no more.</summary>
    public string? ResumeToken { get; private set; }

    /// <summary>The pages one after the other, each asked for when the one before has been taken.</summary>
    /// <param name="input">The input of the first call, as a JSON object.</param>
    /// <param name="cancellationToken">Stops between and within calls.</param>
    public async IAsyncEnumerable<Reply> ReadPagesAsync(JsonElement input, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (tokens, skip) = _options.StartingToken is { } text ? PageToken.Decode(text, _inputTokens) : (null, 0);
        var resuming = tokens is not null;
        long total = 0;
        for (var request = FirstRequest(input, tokens); ; request = WithTokens(request, tokens))
        {
            var page = await _client.InvokeAsync(_operation, ToElement(request), null, cancellationToken).ConfigureAwait(false);
            if (resuming) page = Without(page, skip);

            var count = CountOf(page);
            if (total + count > _options.MaxItems)
            {
                var keep = (int)(_options.MaxItems.Value - total);
                ResumeToken = PageToken.Encode(tokens ?? NoTokens(), keep + skip);
                yield return Truncated(page, keep);
                yield break;
            }

            var next = NextTokens(page);
            yield return page;
            total += count;
            if (next is null) yield break;
            if (total == _options.MaxItems)
            {
                ResumeToken = PageToken.Encode(next, null);
                yield break;
            }
            if (tokens is not null && !resuming && JsonNode.DeepEquals(tokens, next))
                throw new MalformedResponseException($"Error during pagination: The same next token was received twice: {next.ToJsonString()}");

            (tokens, skip, resuming) = (next, 0, false);
        }
    }

    /// <summary>The input of the first call: that of the operation, with the token to start from and the size of a page.</summary>
    /// <param name="input">The operation's input, as a JSON object.</param>
    public JsonElement FirstInput(JsonElement input)
        => ToElement(FirstRequest(input, _options.StartingToken is { } text ? PageToken.Decode(text, _inputTokens).Tokens : null));

    JsonObject FirstRequest(JsonElement input, JsonObject? tokens)
    {
        var request = JsonObject.Create(input) ?? [];
        request = WithTokens(request, tokens);
        if (_options.PageSize is not { } size) return request;

        var limit = _operation.Traits.Text(Trait.LimitKey)
            ?? throw new UsageException("PageSize parameter is not supported for the pagination interface for this operation.");
        var isText = _operation.Input?.FindMember(limit)?.Shape.Kind == ShapeKind.String;
        request[limit] = isText ? JsonValue.Create(size.ToString()) : JsonValue.Create(size);
        return request;
    }

    static JsonObject WithTokens(JsonObject request, JsonObject? tokens)
    {
        foreach (var (name, token) in tokens ?? [])
        {
            if (token is null) request.Remove(name);
            else request[name] = token.DeepClone();
        }
        return request;
    }

    static JsonElement ToElement(JsonObject request) => JsonDocument.Parse(ToUtf8(request)).RootElement;

    static byte[] ToUtf8(JsonObject node)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) node.WriteTo(json);
        return buffer.ToArray();
    }

    int CountOf(Reply page)
    {
        if (_options.MaxItems is null) return 0;
        var items = _primaryResult.Evaluate(page.Json);
        return items.ValueKind switch
        {
            JsonValueKind.Array => items.GetArrayLength(),
            JsonValueKind.Object => items.EnumerateObject().Count(),
            JsonValueKind.String => items.GetString()!.Length,
            _ => 0,
        };
    }

    /// <summary>The tokens of the next page, or null when this is the last.</summary>
    JsonObject? NextTokens(Reply page)
    {
        if (_moreResults is not null && !IsTruthy(_moreResults.Evaluate(page.Json))) return null;

        var next = new JsonObject();
        var any = false;
        for (var i = 0; i < _inputTokens.Length && i < _outputTokens.Length; i++)
        {
            var token = _outputTokens[i].Evaluate(page.Json);
            next[_inputTokens[i]] = IsTruthy(token) ? ToNode(token.Clone()) : null;     // the page goes
            any |= IsTruthy(token);
        }
        return any ? next : null;
    }

    JsonObject NoTokens()
    {
        var tokens = new JsonObject();
        foreach (var name in _inputTokens) tokens[name] = null;
        return tokens;
    }

    /// <summary>What Python counts as true: an empty text or list is no token.</summary>
    static bool IsTruthy(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Length > 0,
        JsonValueKind.Array => value.GetArrayLength() > 0,
        JsonValueKind.Object => value.EnumerateObject().Any(),
        JsonValueKind.Number => value.GetDouble() != 0,
        JsonValueKind.True => true,
        _ => false,
    };

    static JsonNode? ToNode(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(value),
        JsonValueKind.Array => JsonArray.Create(value),
        _ => JsonValue.Create(value),
    };

    /// <summary>The page without its first items, which an earlier call has returned; its other lists were returned whole.</summary>
    Reply Without(Reply page, int skip)
    {
        var node = page.ToNode().AsObject();
        foreach (var key in ResultKeys)
        {
            var value = JmesPathExpression.Parse(key).Evaluate(page.Json);
            SetAt(node, key, key == ResultKeys[0] ? Tail(value, skip) : Emptied(value));
        }
        return Replaced(page, node);
    }

    static JsonNode? Tail(JsonElement value, int skip) => value.ValueKind switch
    {
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Skip(skip).Select(ToNode)]),
        JsonValueKind.String => JsonValue.Create(value.GetString()![Math.Min(skip, value.GetString()!.Length)..]),
        _ => null,
    };

    static JsonNode? Emptied(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => new JsonArray(),
        JsonValueKind.String => JsonValue.Create(""),
        JsonValueKind.Number => JsonValue.Create(value),
        _ => null,
    };

    /// <summary>The page with only the first items of its main list.</summary>
    Reply Truncated(Reply page, int keep)
    {
        var node = page.ToNode().AsObject();
        var value = _primaryResult.Evaluate(page.Json);
        if (keep < 0) keep = Math.Max(0, CountOf(page) + keep);     // as Python cuts lists
        JsonNode? kept = value.ValueKind switch
        {
            JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Take(keep).Select(ToNode)]),
            JsonValueKind.String => JsonValue.Create(value.GetString()![..keep]),
            _ => ToNode(value),
        };
        SetAt(node, ResultKeys[0], kept);
        return Replaced(page, node);
    }

    static Reply Replaced(Reply page, JsonObject node) => new(page.Status, page.RequestId, ToUtf8(node));

    /// <summary>Sets the value at a path of plain names with dots between them.</summary>
    static void SetAt(JsonObject node, string path, JsonNode? value)
    {
        var names = path.Split('.');
        foreach (var name in names[..^1])
        {
            if (node[name] is not JsonObject inner) node[name] = inner = [];
            node = inner;
        }
        node[names[^1]] = value;
    }
}

using System.Text.Json;
using Awl.JmesPath;

namespace Awl.Client;

/// <summary>What an answer means to a waiter.</summary>
enum WaiterState
{
    Success,
    Retry,
    Failure,
}

/// <summary>One rule of a waiter: an answer that looks like this has that meaning.</summary>
/// <remarks>Source: botocore waiter.py, AcceptorConfig.</remarks>
sealed class WaiterAcceptor
{
    readonly string _matcher;
    readonly string? _argument;
    readonly JsonElement _expected;
    JmesPathExpression? _path;

    WaiterAcceptor(WaiterState state, string matcher, string? argument, JsonElement expected)
        => (State, _matcher, _argument, _expected) = (state, matcher, argument, expected);

    public WaiterState State { get; }

    public static WaiterAcceptor Parse(JsonElement acceptor) => new(
        acceptor.GetProperty("state").GetString() switch
        {
            "success" => WaiterState.Success,
            "retry" => WaiterState.Retry,
            "failure" => WaiterState.Failure,
            var state => throw new InvalidDataException($"A waiter's acceptor has the unknown state {state}."),
        },
        acceptor.GetProperty("matcher").GetString()!,
        acceptor.TryGetProperty("argument", out var argument) ? argument.GetString() : null,
        acceptor.GetProperty("expected"));

    /// <summary>Whether the answer (a reply, or else an error) looks like the rule's.</summary>
    public bool Matches(Reply? reply, ServiceException? error) => _matcher switch
    {
        "status" => (reply?.Status ?? error?.Status) == _expected.GetInt32(),
        "error" => MatchesError(error),
        "path" => reply is not null && MatchesValue(Evaluate(reply)),
        "pathAll" => reply is not null && Items(reply) is { Count: > 0 } all && all.TrueForAll(MatchesValue),
        "pathAny" => reply is not null && Items(reply).Exists(MatchesValue),
        _ => throw new InvalidDataException($"A waiter's acceptor has the unknown matcher {_matcher}."),
    };

    /// <summary>Why it matched, in AWS CLI's words.</summary>
    public string Explanation => _matcher switch
    {
        "path" => $"For expression \"{_argument}\" we matched expected path: \"{ExpectedText}\"",
        "pathAll" => $"For expression \"{_argument}\" all members matched expected path: \"{ExpectedText}\"",
        "pathAny" => $"For expression \"{_argument}\" we matched expected path: \"{ExpectedText}\" at least once",
        "status" => $"Matched expected HTTP status code: {ExpectedText}",
        _ => $"Matched expected service error code: {ExpectedText}",
    };

    /// <summary>What stands where the rule looks, each value of a list once; null where it looks at no value, or at nothing but yes and no.</summary>
    public string? FindState(Reply reply)
    {
        if (!_matcher.StartsWith("path", StringComparison.Ordinal)) return null;
        var value = Evaluate(reply);
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        if (value.ValueKind != JsonValueKind.Array) return null;

        var seen = new List<string>();
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String && item.GetString()! is var text && !seen.Contains(text)) seen.Add(text);
        }
        return seen.Count > 0 ? string.Join(", ", seen) : null;
    }

    string ExpectedText => _expected.ToString();

    bool MatchesError(ServiceException? error) => _expected.ValueKind switch
    {
        JsonValueKind.True => error is not null,
        JsonValueKind.False => error is null,
        _ => error?.Code == _expected.GetString(),
    };

    JsonElement Evaluate(Reply reply) => (_path ??= JmesPathExpression.Parse(_argument!)).Evaluate(reply.Json);

    List<JsonElement> Items(Reply reply) => Evaluate(reply) is { ValueKind: JsonValueKind.Array } items ? [.. items.EnumerateArray()] : [];

    bool MatchesValue(JsonElement value) => JsonElement.DeepEquals(value, _expected);
}

using System.Text;
using System.Text.Json.Nodes;
using Awl.Http;
using Awl.Tests.Http;

namespace Awl.Tests.Credentials;

/// <summary>Answers requests with the exchanges of a case. A request that fits none finds nobody listening.</summary>
sealed class CaseTransport(JsonArray exchanges) : ITransport
{
    readonly int[] _used = new int[exchanges.Count];
    readonly List<string> _strangers = [];

    public async Task<HttpReply> SendAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var sent = await SentRequest.OfAsync(request, cancellationToken);
        for (var i = 0; i < exchanges.Count; i++)
        {
            if (_used[i] >= Most(exchanges[i]!) || !Fits(exchanges[i]!["request"]!, sent)) continue;
            _used[i]++;
            return Reply(exchanges[i]!["response"]!, sent);
        }
        _strangers.Add($"{sent.Method} {sent.Url} {sent.BodyText}");
        throw new TransportException(TransportFault.Connect, $"Could not connect to the endpoint URL: \"{sent.Url}\"");
    }

    public void CheckAllUsed()
    {
        if (exchanges.Count > 0) Assert.Empty(_strangers);
        for (var i = 0; i < exchanges.Count; i++)
        {
            Assert.True(_used[i] >= Fewest(exchanges[i]!), $"{exchanges[i]!["request"]!["url"]} was asked {_used[i]} times");
        }
    }

    static int Most(JsonNode exchange) => exchange["times"] switch
    {
        null => 1,
        JsonObject range => (int?)range["max"] ?? int.MaxValue,
        JsonValue value when value.TryGetValue(out string? _) => int.MaxValue,
        var count => (int)count,
    };

    static int Fewest(JsonNode exchange) => exchange["times"] switch
    {
        null => 1,
        JsonObject range => (int?)range["min"] ?? 0,
        JsonValue value when value.TryGetValue(out string? _) => 0,
        var count => (int)count,
    };

    static bool Fits(JsonNode rule, SentRequest sent)
        => ((string?)rule["method"] ?? "GET") == sent.Method && CaseText.Matches(Sorted(rule["url"]), Sorted(sent.Url))
            && (rule["headers"]?.AsObject() ?? []).All(header => CaseText.Matches(header.Value, sent.Headers[header.Key]))
            && (rule["body"]?["form"]?.AsObject() ?? []).All(field => CaseText.Matches(field.Value, Form(sent.BodyText).GetValueOrDefault(field.Key)))
            && (rule["body"]?["json"] is not { } json || CaseText.Contains(JsonNode.Parse(sent.BodyText), json))
            && (rule["body"]?["text"] is not { } text || CaseText.Matches(text, sent.BodyText));

    static JsonNode? Sorted(JsonNode? url) => url is JsonValue ? JsonValue.Create(Sorted((string)url!)) : url;

    /// <summary>The URL with its query in order: the order of a query says nothing.</summary>
    static string Sorted(string url)
        => url.Split('?', 2) is [var path, var query] ? $"{path}?{string.Join('&', query.Split('&').Order(StringComparer.Ordinal))}" : url;

    static Dictionary<string, string> Form(string body) => body.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[1]));

    static HttpReply Reply(JsonNode response, SentRequest sent)
    {
        switch ((string?)response["fault"])
        {
            case "close": throw new TransportException(TransportFault.ConnectionClosed, $"Connection was closed before we received a valid response from endpoint URL: \"{sent.Url}\".");
            case "hang": throw new TransportException(TransportFault.ReadTimeout, $"Read timeout on endpoint URL: \"{sent.Url}\"");
        }
        var body = response["json"] is { } json ? json.ToJsonString() : (string?)response["body"] ?? "";
        var headers = new HeaderList();
        foreach (var (name, value) in response["headers"]?.AsObject() ?? []) headers.Add(name, (string)value!);
        return new((int?)response["status"] ?? 200, headers, new MemoryStream(Encoding.UTF8.GetBytes(body)));
    }
}

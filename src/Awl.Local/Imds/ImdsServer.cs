using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Awl.Local.Imds;

/// <summary>The instance metadata service: one request, one answer, in the order in which the real one decides.</summary>
/// <remarks>Sources: EC2 user guide, "Use the Instance Metadata Service"; answers recorded from instances.</remarks>
sealed class ImdsServer(Instance instance, MetadataTree tree, MetadataTokens tokens, Faults faults, ImdsOptions options)
{
    const string TokenHeader = "X-aws-ec2-metadata-token", SecondsHeader = "X-Aws-Ec2-Metadata-Token-Ttl-Seconds";

    public async Task HandleAsync(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var fault = await faults.MeetAsync(target, context.RequestAborted);
        var answer = fault is { } status ? Answer.Page(status) : await AnswerAsync(context.Request, target, context.RequestAborted);
        await WriteAsync(context, answer);
    }

    async ValueTask<Answer> AnswerAsync(HttpRequest request, string target, CancellationToken cancellationToken)
    {
        if (options.IsDisabled) return Answer.Page(403);

        var names = MetadataPath.TryParse(target);
        if (names is [var version, "api", "token"]) return AnswerToken(request, version);

        var secondsLeft = CheckToken(request.Headers, out var isRefused);
        if (isRefused) return Answer.Page(401);
        if (request.Method is not ("GET" or "HEAD")) return Answer.NotAllowed("GET, HEAD") with { TokenSeconds = secondsLeft };

        var answer = names is not null && tree.Find(names) is { } node ? await node.AnswerAsync(cancellationToken) : Answer.Page(404);
        return answer with { TokenSeconds = secondsLeft };
    }

    Answer AnswerToken(HttpRequest request, string version)
    {
        if (request.Method != "PUT") return Answer.NotAllowed("OPTIONS, PUT");
        if (version != "latest" || IsForwarded(request.Headers)) return Answer.Page(403);

        return MetadataTokens.ParseSeconds(request.Headers[SecondsHeader]) is { } seconds ? Answer.Token(tokens.Make(seconds), seconds) : Answer.Page(400);
    }

    /// <summary>Whether a proxy sent it: what an open proxy passes on must not get a token.</summary>
    static bool IsForwarded(IHeaderDictionary headers) => headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("Forwarded") || headers.ContainsKey("Via");

    /// <summary>The seconds that the request's token is good for, or null where it came without one.</summary>
    /// <param name="headers">The request's headers.</param>
    /// <param name="isRefused">Whether it may see nothing: its token is not good, or it has none and needs one.</param>
    int? CheckToken(IHeaderDictionary headers, out bool isRefused)
    {
        var secondsLeft = headers.TryGetValue(TokenHeader, out var token) ? tokens.SecondsLeft(token.ToString()) : null;
        isRefused = secondsLeft is null && (token.Count > 0 || !options.AllowsVersion1);
        return secondsLeft;
    }

    async Task WriteAsync(HttpContext context, Answer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        WriteHeaders(response.Headers, answer);
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        if (context.Request.Method != "HEAD") await response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    void WriteHeaders(IHeaderDictionary headers, Answer answer)
    {
        if (answer.TokenSeconds is { } seconds) headers[SecondsHeader] = $"{seconds}";
        if (answer.Allow is { } methods) headers.Allow = methods;
        if (answer.IsData)
        {
            headers.AcceptRanges = answer.HasRanges ? "bytes" : "none";
            headers.LastModified = instance.Started.UtcDateTime.ToString("R");
        }
        headers.Connection = "close";
        headers.Server = "EC2ws";
        // Not of the real one: nobody between us and the client, and no browser, shall keep or guess at what may be keys.
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
    }
}

/// <summary>How strict the service is.</summary>
/// <param name="AllowsVersion1">Whether it answers without a token.</param>
/// <param name="IsDisabled">Whether it is turned off: all is forbidden.</param>
sealed record ImdsOptions(bool AllowsVersion1, bool IsDisabled = false);

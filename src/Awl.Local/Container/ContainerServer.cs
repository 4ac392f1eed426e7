using System.Text;
using System.Text.Json;
using Awl.Local.Hosting;
using Awl.Local.Roles;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Awl.Local.Container;

/// <summary>What a container asks: credentials in the forms of ECS and of EKS Pod Identity, and ECS's task metadata.</summary>
/// <remarks>
/// <c>/credentials</c> with the secret in <c>Authorization</c>; <c>/v2/credentials/SECRET</c>, <c>/v1/credentials?id=SECRET</c>, where the id is the secret,
/// as with ECS; <c>/v1/credentials</c> with the secret, as with EKS; <c>/v4/ID</c> and below. Sources: amazon-ecs-agent, handlers/v2
/// and handlers/v4; eks-pod-identity-agent, internal/cloud/eksauth; aws-vault, server/ecsserver.go (the refusal).
/// </remarks>
sealed class ContainerServer(ServedCredentials served, Caller caller, Secret secret, TaskMetadata task)
{
    const string EcsPath = "/v2/credentials/";

    public async Task HandleAsync(HttpContext context)
    {
        var answer = context.Request.Method is "GET" or "HEAD" ? await AnswerAsync(context) : new(405, "");
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.Connection = "close";
        if (answer.IsEcs) AddRateLimits(context);

        var body = Encoding.UTF8.GetBytes(answer.Body);
        response.ContentLength = body.Length;
        if (context.Request.Method != "HEAD") await response.Body.WriteAsync(body, context.RequestAborted);
    }

    async ValueTask<Reply> AnswerAsync(HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];

        if (path == "/v2/credentials") return await AnswerEcsAsync("", "V2", cancellationToken);
        if (path.StartsWith(EcsPath, StringComparison.Ordinal)) return await AnswerEcsAsync(path[EcsPath.Length..], "V2", cancellationToken);
        if (path == "/v1/credentials" && context.Request.Query.TryGetValue("id", out var id))
            return await AnswerEcsAsync(id.ToString(), "V1", cancellationToken);
        if (path.StartsWith("/v3/", StringComparison.Ordinal) || path.StartsWith("/v4/", StringComparison.Ordinal)) return AnswerTask(path);

        if (!secret.Is(context.Request.Headers.Authorization)) return new(403, """{"Message":"invalid Authorization token"}""");
        return path switch
        {
            "/credentials" => await AnswerEcsCredentialsAsync(cancellationToken),
            "/v1/credentials" => await AnswerEksAsync(cancellationToken),
            _ => new(404, """{"Message":"there is no such path"}"""),
        };
    }

    async ValueTask<Reply> AnswerEcsAsync(string id, string version, CancellationToken cancellationToken)
    {
        if (id.Length == 0) return Error(400, "NoIdInRequest", $"Credentials{version}Request: No Credential ID in the request");
        if (!secret.Is(id)) return Error(400, "InvalidIdInRequest", $"Credentials{version}Request: Credentials not found");
        return await AnswerEcsCredentialsAsync(cancellationToken);
    }

    async ValueTask<Reply> AnswerEcsCredentialsAsync(CancellationToken cancellationToken)
    {
        var role = await served.GetAsync(cancellationToken);
        return role.Credentials is null ? Error(503, "CredentialsUninitialized", role.Problem!) : new(200, Write(role, isEks: false)) { IsEcs = true };
    }

    async ValueTask<Reply> AnswerEksAsync(CancellationToken cancellationToken)
    {
        var role = await served.GetAsync(cancellationToken);
        return role.Credentials is null ? new(503, role.Problem!) { ContentType = "text/plain" } : new(200, Write(role, isEks: true));
    }

    Reply AnswerTask(string path)
    {
        var names = path[1..].Split('/');
        if (names is not [_, { } id, .. var rest] || !secret.Is(id)) return Error(404, "TaskMetadata", "unable to find the container");
        return task.Find(string.Join('/', rest)) is { } json ? new(200, json) : Error(404, "TaskMetadata", "404 page not found");
    }

    string Write(RoleCredentials role, bool isEks)
    {
        var credentials = role.Credentials!;
        return Json.Object(json =>
        {
            if (!isEks) json.WriteString("RoleArn", caller.Arn);
            json.WriteString("AccessKeyId", credentials.AccessKeyId);
            json.WriteString("SecretAccessKey", credentials.SecretAccessKey);
            json.WriteString("Token", credentials.SessionToken);
            json.WriteString("AccountId", credentials.AccountId ?? caller.AccountId);
            json.WriteString("Expiration", credentials.Expiration!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
        });
    }

    static Reply Error(int status, string code, string message) => new(status, Json.Object(json =>
    {
        json.WriteString("code", code);
        json.WriteString("message", message);
        json.WriteNumber("HTTPErrorCode", status);
    }))
    { IsEcs = true };

    /// <remarks>Source: recorded answers of the ECS agent.</remarks>
    static void AddRateLimits(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers["X-Rate-Limit-Duration"] = "1";
        headers["X-Rate-Limit-Limit"] = "40";
        headers["X-Rate-Limit-Request-Forwarded-For"] = "";
        headers["X-Rate-Limit-Request-Remote-Addr"] = $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}";
    }

    sealed record Reply(int Status, string Body)
    {
        public string ContentType { get; init; } = "application/json";

        /// <summary>Whether it has the headers of the ECS agent.</summary>
        public bool IsEcs { get; init; }
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using Awl.Http;
using Awl.Signing;

namespace Awl.Credentials;

/// <summary>The role of a container, from the address that ECS or EKS Pod Identity puts into the environment.</summary>
/// <remarks>
/// Plain http only to addresses of this machine, as the reply is keys. The token is read for every request, as EKS rotates it.
/// Source: botocore credentials.py, ContainerProvider, and utils.py, ContainerMetadataFetcher. Deviates in empty variables, which count as
/// not set.
/// </remarks>
sealed class ContainerProvider(CredentialsContext context) : IEagerProvider
{
    const string EcsHost = "169.254.170.2", EksHost = "169.254.170.23", EksHostIpv6 = "[fd00:ec2::23]";
    const int Attempts = 3;

    public string Name => "container-role";

    public async ValueTask<AwsCredentials?> FindAsync(CancellationToken cancellationToken)
    {
        if (FindUri() is not { } uri) return null;

        var transport = (context.MetadataTransport ?? throw Failed(CredentialsFault.Broken, "no requests can be made here"))(TimeSpan.FromSeconds(2), useProxies: false);
        for (var attempt = 1; ; attempt++)
        {
            var (credentials, fault, why) = await FetchAsync(transport, uri, cancellationToken).ConfigureAwait(false);
            if (credentials is not null) return credentials;

            if (context.Log.IsOn) context.Log.Write("credentials", $"container-role, attempt {attempt}: {why}");
            if (attempt == Attempts) throw Failed(fault, $"Error retrieving metadata: {why}");
            await Task.Delay(TimeSpan.FromSeconds(1), context.Machine.Clock, cancellationToken).ConfigureAwait(false);
        }
    }

    Uri? FindUri()
    {
        if (Variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") is { } relative) return new($"http://{EcsHost}{(relative.StartsWith('/') ? "" : "/")}{relative}");
        return Variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") is { } full ? Allowed(full) : null;
    }

    string? Variable(string name)
    {
        var value = context.Machine.Variable(name) is { Length: > 0 } set ? set : null;
        context.Trail?.NoteVariable(name, value);
        return value;
    }

    static Uri Allowed(string text)
    {
        var uri = Uri.TryCreate(text, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" ? parsed : null;
        if (uri is { Scheme: "https" } || (uri is not null && IsLocal(uri))) return uri;

        throw new CredentialsException(CredentialsFault.ContainerUriRejected,
            $"Unsupported host '{uri?.Host ?? "None"}'.  Can only retrieve metadata from a loopback address or one of these hosts: {EcsHost}, {EksHost}, fd00:ec2::23, localhost (AWS_CONTAINER_CREDENTIALS_FULL_URI)");
    }

    static bool IsLocal(Uri uri)
        => uri.Host is "localhost" or EcsHost or EksHost or EksHostIpv6 || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address));

    async Task<Attempt> FetchAsync(ITransport transport, Uri uri, CancellationToken cancellationToken)
    {
        var request = new HttpRequest { Method = "GET", Scheme = uri.Scheme, Host = uri.Authority, Path = uri.PathAndQuery };
        request.Headers.Add("Accept", "application/json");
        if (FindToken() is { } token) request.Headers.Add("Authorization", token);

        try
        {
            using var reply = await transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
            using var reader = new StreamReader(reply.Body);
            return Read(reply.Status, await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (TransportException e)
        {
            return new(null, CredentialsFault.ContainerUnreachable, $"Received error when attempting to retrieve container metadata: {e.Message}");
        }
    }

    Attempt Read(int status, string body) => status != 200
        ? new(null, CredentialsFault.ContainerResponse, $"Received non 200 response {status} from container metadata: {Shortened(body)}")
        : Parse(body) is { } reply ? new(Credentials(reply), default, "")
        : new(null, CredentialsFault.ContainerResponse, "Unable to parse JSON returned from container metadata services");

    string? FindToken()
    {
        if (context.Machine.Variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") is { Length: > 0 } path)
        {
            return Legal(TokenFile.Read(context.Machine, path, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"), $"the file {path}");
        }
        return context.Machine.Variable("AWS_CONTAINER_AUTHORIZATION_TOKEN") is { Length: > 0 } token ? Legal(token, "AWS_CONTAINER_AUTHORIZATION_TOKEN") : null;
    }

    static string Legal(string token, string where)
        => !token.AsSpan().ContainsAny('\r', '\n') ? token
            : throw new CredentialsException(CredentialsFault.ContainerTokenInvalid, $"Auth token value is not a legal header value: {where} has a line end in it");

    static JsonElement? Parse(string body)
    {
        try { return JsonElement.Parse(body) is { ValueKind: JsonValueKind.Object } reply ? reply : null; }
        catch (JsonException) { return null; }
    }

    AwsCredentials Credentials(JsonElement reply)
        => new(Required(reply, "AccessKeyId"), Required(reply, "SecretAccessKey"), Required(reply, "Token"),
            CredentialsTime.Find(Required(reply, "Expiration")) ?? throw Failed(CredentialsFault.ContainerResponse, "'Expiration' of the reply is not a time"),
            reply.FindText("AccountId"));

    string Required(JsonElement reply, string name) => reply.FindText(name) ?? throw Failed(CredentialsFault.ContainerResponse, $"the reply has no '{name}'");

    static string Shortened(string body) => body.Length <= 200 ? body : body[..200] + "…";

    CredentialsException Failed(CredentialsFault fault, string why) => new(fault, $"Error when retrieving credentials from {Name}: {why}");

    /// <summary>What an attempt came to: credentials, or why there are none and another attempt may help.</summary>
    readonly record struct Attempt(AwsCredentials? Credentials, CredentialsFault Fault, string Why);
}

using System.Globalization;
using Awl.Cli.Errors;
using Awl.Config;

namespace Awl.Cli.Commands.Imds;

/// <summary>Reads any metadata service, real or local: version 2, and version 1 where the service knows nothing better and it is not turned off.</summary>
sealed class MetadataClient : IDisposable
{
    const string TokenHeader = "X-aws-ec2-metadata-token";

    readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(2) })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };
    readonly Uri _address;
    readonly bool _mayUseVersion1;
    string? _token;
    bool _hasAsked;

    MetadataClient(Uri address, bool mayUseVersion1) => (_address, _mayUseVersion1) = (address, mayUseVersion1);

    /// <summary>For the service that the line, the environment or the profile names, or an instance's own.</summary>
    /// <exception cref="UsageException">What is named is no URL.</exception>
    public static MetadataClient Open(string? url, Settings settings)
    {
        url ??= Find("ec2_metadata_service_endpoint") ?? (IsIpv6() ? "http://[fd00:ec2::254]/" : "http://169.254.169.254/");
        var address = Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"
            ? parsed : throw new UsageException($"The metadata service's address '{url}' is no URL.");
        return new(address, !settings.Flag(new("ec2_metadata_v1_disabled", "AWS_EC2_METADATA_V1_DISABLED")));

        string? Find(string key) => settings.Find(new(key, "AWS_" + key.ToUpperInvariant())).Value is { Length: > 0 } value ? value : null;
        bool IsIpv6() => string.Equals(Find("ec2_metadata_service_endpoint_mode"), "ipv6", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The bytes under a path of the service, such as <c>latest/meta-data/ami-id</c>, and whether they are text; null where there are none.</summary>
    /// <exception cref="CommandFailedException">Nobody answers, or the service refuses.</exception>
    public async Task<MetadataValue?> FindAsync(string path, CancellationToken cancellationToken)
    {
        if (!_hasAsked) await AskForTokenAsync(cancellationToken);

        using var reply = await SendAsync(HttpMethod.Get, path, _token is null ? null : (TokenHeader, _token), cancellationToken);
        if ((int)reply.StatusCode == 404) return null;

        var bytes = await reply.Content.ReadAsByteArrayAsync(cancellationToken);
        if ((int)reply.StatusCode != 200) throw Refused($"GET /{path}", reply, IsText(reply) ? System.Text.Encoding.UTF8.GetString(bytes) : "");
        return new(bytes, IsText(reply));
    }

    public void Dispose() => _client.Dispose();

    async Task AskForTokenAsync(CancellationToken cancellationToken)
    {
        using var reply = await SendAsync(HttpMethod.Put, "latest/api/token", (TokenHeader + "-ttl-seconds", 300.ToString(CultureInfo.InvariantCulture)), cancellationToken);
        _hasAsked = true;
        if ((int)reply.StatusCode == 200) _token = await reply.Content.ReadAsStringAsync(cancellationToken);
        else if (!_mayUseVersion1 || (int)reply.StatusCode is not (403 or 404 or 405)) throw Refused("PUT /latest/api/token", reply, "");
    }

    async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, (string Name, string Value)? header, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(_address, $"{_address.AbsolutePath.TrimEnd('/')}/{path}"));
        if (header is { } given) request.Headers.TryAddWithoutValidation(given.Name, given.Value);
        try { return await _client.SendAsync(request, cancellationToken); }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new CommandFailedException($"No metadata service answers at {_address}: this is no EC2 instance. For one on this machine see awl imds serve, "
                + "and set AWS_EC2_METADATA_SERVICE_ENDPOINT or give --endpoint-url or --id.", e);
        }
    }

    CommandFailedException Refused(string request, HttpResponseMessage reply, string text)
        => new($"The metadata service at {_address} answers {request} with {(int)reply.StatusCode}.{(IsReason(text) ? $" {text}" : "")}");

    /// <summary>Whether the body says more than the status: a page does not.</summary>
    static bool IsReason(string text) => text.Length is > 0 and < 1000 && !text.StartsWith('<');

    static bool IsText(HttpResponseMessage reply) => reply.Content.Headers.ContentType?.MediaType is "text/plain" or "application/json";
}

/// <summary>What stands under a path.</summary>
readonly record struct MetadataValue(byte[] Bytes, bool IsText);

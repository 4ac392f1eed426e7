using System.Globalization;
using System.Text.Json;
using Awl.Config;
using Awl.Http;

namespace Awl.Credentials;

/// <summary>The metadata service of an EC2 instance: version 2 with a token, version 1 where there is none and it is not turned off.</summary>
/// <remarks>
/// Off EC2 it costs one time-out at most, and nothing where the address refuses: then nothing more is asked. Source: botocore utils.py,
/// IMDSFetcher. Deviates in going on to version 1 only when somebody listens, and in keeping the token for as long as it is good.
/// </remarks>
sealed class Imds(CredentialsContext context)
{
    const string TokenPath = "latest/api/token", ZonePath = "latest/meta-data/placement/availability-zone/";
    const int TokenSeconds = 21_600;

    ITransport? _transport;
    Uri? _endpoint;
    string? _token;   // null until _tokenEnd: version 1
    DateTimeOffset _tokenEnd;
    bool _isAbsent;

    /// <summary>Whether AWS_EC2_METADATA_DISABLED turns it off.</summary>
    public bool IsDisabled => context.Settings.Flag(SettingKey.MetadataDisabled);

    /// <summary>The region of the instance, from its zone, or null where this is no instance.</summary>
    public async Task<string?> FindRegionAsync(CancellationToken cancellationToken)
    {
        if (IsDisabled) return null;
        var zone = await FindAsync(ZonePath, text => text.Trim(), cancellationToken).ConfigureAwait(false);
        return zone is { Length: > 1 } ? zone[..^1] : null;   // eu-west-3b: the letter is the zone's
    }

    /// <summary>The text under a path as <paramref name="read"/> sees it, or null where the service does not answer, or <paramref name="read"/> does not like it.</summary>
    /// <exception cref="CredentialsException">Only version 1 answers, and that is turned off.</exception>
    /// <exception cref="ConfigurationException">The endpoint's settings are wrong.</exception>
    public async Task<T?> FindAsync<T>(string path, Func<string, T?> read, CancellationToken cancellationToken) where T : class
    {
        for (var attempt = 1; attempt <= Attempts && !_isAbsent; attempt++)
        {
            if (!await PrepareTokenAsync(cancellationToken).ConfigureAwait(false)) return null;

            var reply = await SendAsync(Request("GET", path), cancellationToken).ConfigureAwait(false);
            if (reply is { Status: 200, Body.Length: > 0 } && read(reply.Body) is { } found) return found;
            if (reply.Status == 401) _tokenEnd = default;   // the token is not good any more: the next attempt gets a new one
            Note($"GET {path}: {reply}");
        }
        return null;
    }

    int Attempts => context.Settings.Number(SettingKey.MetadataServiceNumAttempts) ?? 1;

    /// <summary>Gets a token, or finds that there is none to be had; false where the service is not to be asked further.</summary>
    async Task<bool> PrepareTokenAsync(CancellationToken cancellationToken)
    {
        if (context.Now < _tokenEnd) return true;

        _token = null;
        for (var attempt = 1; attempt <= Attempts && !_isAbsent; attempt++)
        {
            var request = Request("PUT", TokenPath);
            request.Headers.Add("x-aws-ec2-metadata-token-ttl-seconds", TokenSeconds.ToString(CultureInfo.InvariantCulture));
            var reply = await SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (reply is { Status: 200, Body.Length: > 0 })
            {
                KeepToken(reply);
                return true;
            }
            Note($"PUT {TokenPath}: {reply}");
            if (reply.Status == 400) return false;
            if (reply.Status is 403 or 404 or 405 || reply.Fault == TransportFault.ReadTimeout) break;
        }
        return !_isAbsent && MayUseVersion1();
    }

    void KeepToken(ImdsReply reply)
    {
        _token = reply.Body;
        _tokenEnd = context.Now.AddSeconds(int.TryParse(reply.TokenSeconds, CultureInfo.InvariantCulture, out var seconds) ? seconds : TokenSeconds);
    }

    bool MayUseVersion1()
    {
        if (context.Settings.Flag(SettingKey.MetadataV1Disabled))
        {
            throw new CredentialsException(CredentialsFault.ImdsV1Disabled,
                "Error retrieving metadata: Unable to retrieve token for use in IMDSv2 call and IMDSv1 has been disabled");
        }
        _tokenEnd = context.Now.AddMinutes(1);   // long enough for one retrieval, not for a service that was slow once
        return true;
    }

    HttpRequest Request(string method, string path)
    {
        _endpoint ??= Endpoint();
        var request = new HttpRequest { Method = method, Scheme = _endpoint.Scheme, Host = _endpoint.Authority, Path = $"{_endpoint.AbsolutePath.TrimEnd('/')}/{path}" };
        if (_token is not null) request.Headers.Add("x-aws-ec2-metadata-token", _token);
        return request;
    }

    async Task<ImdsReply> SendAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var timeout = TimeSpan.FromSeconds(context.Settings.Number(SettingKey.MetadataServiceTimeout) ?? 1);
        _transport ??= context.MetadataTransport?.Invoke(timeout, true);
        if (_transport is null) return Absent(TransportFault.Connect);
        try
        {
            using var reply = await _transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
            using var reader = new StreamReader(reply.Body);
            return new(reply.Status, await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false), reply.Headers["x-aws-ec2-metadata-token-ttl-seconds"], null);
        }
        catch (TransportException e) when (e.Fault is TransportFault.Connect or TransportFault.ConnectTimeout or TransportFault.Proxy) { return Absent(e.Fault); }
        catch (TransportException e) { return new(0, "", null, e.Fault); }
    }

    ImdsReply Absent(TransportFault fault)
    {
        _isAbsent = true;
        return new(0, "", null, fault);
    }

    Uri Endpoint()
    {
        var setting = context.Settings.Find(SettingKey.MetadataServiceEndpoint);
        if (setting.Value is not { Length: > 0 } text) return new(UsesIpv6() ? "http://[fd00:ec2::254]/" : "http://169.254.169.254/");

        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri
            : throw Settings.Invalid(setting, $"Invalid endpoint EC2 Instance Metadata endpoint: {text}");
    }

    bool UsesIpv6()
    {
        var setting = context.Settings.Find(SettingKey.MetadataServiceEndpointMode);
        return setting.Value?.ToUpperInvariant() switch
        {
            null => context.Settings.Flag(SettingKey.MetadataUseIpv6),
            "IPV4" => false,
            "IPV6" => true,
            _ => throw Settings.Invalid(setting,
                $"Invalid EC2 Instance Metadata endpoint mode: {setting.Value} Valid endpoint modes (case-insensitive): ('ipv4', 'ipv6')."),
        };
    }

    void Note(string line)
    {
        context.Trail?.Note(line);
        if (context.Log.IsOn) context.Log.Write("imds", line);
    }

    /// <summary>A reply; status 0 where none came.</summary>
    readonly record struct ImdsReply(int Status, string Body, string? TokenSeconds, TransportFault? Fault)
    {
        /// <summary>The outcome without the body, which may hold keys.</summary>
        public override string ToString() => Fault?.ToString() ?? (Body.Length == 0 ? $"{Status}, empty" : $"{Status}");
    }
}

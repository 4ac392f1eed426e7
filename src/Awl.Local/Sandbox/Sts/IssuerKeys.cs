using System.Text.Json;
using Awl.Http;

namespace Awl.Local.Sandbox.Sts;

/// <summary>The keys with which an issuer signs its tokens, as it publishes them. They are asked for each time: an issuer on this machine may be another by then.</summary>
/// <remarks>Source: OpenID Connect Discovery 1.0, 4. An issuer must use https, as with AWS, or be on this machine.</remarks>
sealed class IssuerKeys(ITransport transport)
{
    const int LargestDocument = 1024 * 1024;

    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether the sandbox asks a URL for keys.</summary>
    public static bool IsAllowed(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback));

    /// <summary>The keys.</summary>
    /// <exception cref="SandboxException">The issuer does not answer, or not with keys.</exception>
    public async Task<IReadOnlyList<JsonElement>> FetchAsync(string issuer, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(s_patience);
        try
        {
            var configuration = await GetAsync(issuer.TrimEnd('/') + "/.well-known/openid-configuration", patience.Token);
            var address = configuration.GetProperty("jwks_uri"u8).GetString();
            // Another machine's issuer must not make us ask programs on this one.
            if (address?.StartsWith("http:", StringComparison.Ordinal) == true && issuer.StartsWith("https:", StringComparison.Ordinal)) throw new FormatException();
            var keys = await GetAsync(address, patience.Token);
            return [.. keys.GetProperty("keys"u8).EnumerateArray().Where(key => key.ValueKind == JsonValueKind.Object)];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested) { throw Unreachable(); }
        catch (TransportException) { throw Unreachable(); }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new SandboxException("InvalidIdentityToken", "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements");
        }
    }

    async Task<JsonElement> GetAsync(string? url, CancellationToken cancellationToken)
    {
        if (!IsAllowed(url)) throw new FormatException();
        var uri = new Uri(url!);
        var request = new HttpRequest { Method = "GET", Scheme = uri.Scheme, Host = uri.Authority, Path = uri.PathAndQuery };
        request.Headers.Add("Accept", "application/json");
        using var reply = await transport.SendAsync(request, cancellationToken);
        if (reply.Status != 200) throw new FormatException();

        var content = new byte[LargestDocument];
        var length = await reply.Body.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken);
        return JsonElement.Parse(content.AsSpan(0, length));
    }

    static SandboxException Unreachable()
        => new("IDPCommunicationError", "The request could not be fulfilled because the identity provider (IDP) that was asked to verify the incoming identity token could not be reached.");
}
